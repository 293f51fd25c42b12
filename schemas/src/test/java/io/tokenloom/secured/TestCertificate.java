package io.tokenloom.secured;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for services on the loopback address, made by the JDK's keytool. Nobody trusts it who was not given it.
 *
 * @param keyStore PKCS12, with the private key
 * @param certificate PEM, what clients have to trust
 */
public record TestCertificate(Path keyStore, Path certificate) {
    /** Of the key store and of the key in it. */
    public static final String PASSWORD = "only-for-tests";

    private static final String ALIAS = "service";

    /** Makes one in a folder, which it creates. */
    public static TestCertificate in(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        TestCertificate made = new TestCertificate(folder.resolve("service.p12"), folder.resolve("service.pem"));
        made.keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "2");
        made.keytool("-exportcert", "-rfc", "-file", made.certificate.toString());
        return made;
    }

    /** What a server with this certificate needs. */
    public SSLContext serverContext() {
        try (InputStream stored = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stored, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK does not take its own certificate", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", ALIAS, "-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }
}
