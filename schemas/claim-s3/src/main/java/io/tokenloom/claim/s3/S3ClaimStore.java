package io.tokenloom.claim.s3;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A part of a bucket that producers and workers share: {@code PREFIX/ab/abcdef...}, named by digest. Nothing outside it is
 * ever asked for, whatever a claim check says, and no redirect is followed.
 */
public final class S3ClaimStore implements ClaimStore {
    private static final int SPREAD = 2;
    private static final int ATTEMPTS = 2;
    private static final int NOT_FOUND = 404;
    private static final String CONTENT_TYPE = "application/octet-stream";
    /** The name that the store gives to a fault; whatever else it may send is not passed on. */
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Za-z]{1,64}");
    /** A rule of the bucket deletes by age, so what is sent again has to be young again; once a day is enough. */
    private static final Duration YOUNG = Duration.ofDays(1);

    private final S3Location location;
    private final Duration longestCall;
    private final S3Client client;

    private S3ClaimStore(S3Location location, Duration longestCall, S3Client client) {
        this.location = location;
        this.longestCall = longestCall;
        this.client = client;
    }

    /** Makes the client; nothing is asked of the store yet. */
    static S3ClaimStore open(S3Settings settings, S3Timeouts timeouts) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(timeouts.connect())
                        .socketTimeout(timeouts.call()))
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .crossRegionAccessEnabled(false)
                // The digest goes with the content, and what comes back is hashed here.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // Plain bodies are what every store understands.
                .serviceConfiguration(s3 -> s3.pathStyleAccessEnabled(settings.pathStyle())
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false))
                .overrideConfiguration(calls ->
                        calls.apiCallTimeout(timeouts.call()).retryStrategy(retries -> retries.maxAttempts(ATTEMPTS)));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return new S3ClaimStore(settings.location(), timeouts.call(), builder.build());
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.key()
                .<AwsCredentialsProvider>map(
                        key -> StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    @Override
    public void check() throws IOException {
        try {
            client.listObjectsV2(ListObjectsV2Request.builder()
                    .bucket(location.bucket())
                    .prefix(location.prefix())
                    .maxKeys(1)
                    .build());
        } catch (SdkException e) {
            throw new IOException("the claim store does not let us list its bucket (" + reason(e)
                    + "); mend endpoint, region, credentials or the bucket's rights: list, get and put objects");
        }
    }

    @Override
    public ClaimCheck put(byte[] content) throws IOException {
        byte[] digest = sha256(content);
        String sha256 = HexFormat.of().formatHex(digest);
        String name = sha256.substring(0, SPREAD) + "/" + sha256;
        String key = location.key(name);
        try {
            if (!isThere(key, content.length)) {
                // Whoever else puts this key now puts the same bytes, so it does not matter who wins.
                client.putObject(
                        PutObjectRequest.builder()
                                .bucket(location.bucket())
                                .key(key)
                                .checksumSHA256(Base64.getEncoder().encodeToString(digest))
                                .contentType(CONTENT_TYPE)
                                .build(),
                        // Unlike fromBytes this makes no copy of 64 MiB.
                        RequestBody.fromContentProvider(
                                ContentStreamProvider.fromByteArrayUnsafe(content), content.length, CONTENT_TYPE));
            }
        } catch (SdkException e) {
            throw new IOException("the store did not take it: " + reason(e));
        }
        return new ClaimCheck(URI.create(name), sha256, content.length);
    }

    private boolean isThere(String key, long bytes) {
        try {
            HeadObjectResponse found = client.headObject(HeadObjectRequest.builder()
                    .bucket(location.bucket())
                    .key(key)
                    .build());
            return found.contentLength() != null
                    && found.contentLength() == bytes
                    && found.lastModified() != null
                    && found.lastModified().isAfter(Instant.now().minus(YOUNG));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public byte[] get(ClaimCheck check, int limit) {
        String key = location.key(check.uri())
                .orElseThrow(() -> new TokenizationException(
                        FailureCode.CLAIM_FORBIDDEN,
                        "The claim check points outside the claim store of this job. Put the content into the store"
                                + " that the connections file names, and give its address there."));
        if (check.bytes() > limit) {
            throw new TokenizationException(
                    FailureCode.CLAIM_SIZE,
                    "The claim check is of " + check.bytes() + " bytes, over the limit of " + limit
                            + ". Send smaller items.");
        }
        Fetched fetched = fetch(key, check.bytes());
        if (fetched.length() != check.bytes()) {
            throw new TokenizationException(
                    FailureCode.CLAIM_SIZE,
                    "The content has " + fetched.length() + " bytes, its claim check says " + check.bytes()
                            + ". Send the item again.");
        }
        if (!HexFormat.of().formatHex(sha256(fetched.content())).equals(check.sha256())) {
            throw new TokenizationException(
                    FailureCode.CLAIM_HASH,
                    "The content has another digest than its claim check. It was changed or damaged after it was sent:"
                            + " send the item again.");
        }
        return fetched.content();
    }

    private Fetched fetch(String key, long bytes) {
        long deadline = System.nanoTime() + longestCall.toNanos();
        try {
            return client.getObject(
                    GetObjectRequest.builder()
                            .bucket(location.bucket())
                            .key(key)
                            .build(),
                    (answer, body) -> read(answer, body, bytes, deadline));
        } catch (AbortedException e) {
            // The operator is being cancelled, and its next wait has to see that.
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                throw new TokenizationException(
                        FailureCode.CLAIM_MISSING,
                        "The claim store has no such content. Send the content again; it has to be there before its"
                                + " record.");
            }
            throw unavailable(e);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /**
     * An answer of the store.
     *
     * @param length what its header says
     * @param content empty if that is not the length that was asked for: then it was not read
     */
    private record Fetched(long length, byte[] content) {}

    private static Fetched read(GetObjectResponse answer, AbortableInputStream body, long bytes, long deadline)
            throws IOException {
        if (answer.contentLength() == null) {
            body.abort();
            throw new IOException("no length");
        }
        if (answer.contentLength() != bytes) {
            // Not read to its end: it may be of any length.
            body.abort();
            return new Fetched(answer.contentLength(), new byte[0]);
        }
        byte[] content = new byte[(int) bytes];
        int at = 0;
        while (at < content.length) {
            int read = body.read(content, at, content.length - at);
            if (read < 0) {
                throw new EOFException();
            }
            at += read;
            // Each read is bounded by the socket's timeout; a store that drips would come through all of them.
            if (System.nanoTime() > deadline) {
                body.abort();
                throw new IOException("too slow");
            }
        }
        return new Fetched(bytes, content);
    }

    /** Without the cause, which names hosts. */
    private static TokenizationException unavailable(SdkException e) {
        return new TokenizationException(
                FailureCode.CLAIM_UNAVAILABLE,
                "The claim store does not give the content (" + reason(e)
                        + "). See that it runs and lets the workers list its bucket and read it.");
    }

    /** Kind of a fault, with nothing in it that the store or the network could have put there. */
    private static String reason(SdkException e) {
        if (e instanceof S3Exception answer) {
            AwsErrorDetails details = answer.awsErrorDetails();
            String code = details == null || details.errorCode() == null ? "" : details.errorCode();
            return "status " + answer.statusCode() + (ERROR_CODE.matcher(code).matches() ? " " + code : "");
        }
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
