package io.tokenloom.cli.demo;

import io.tokenloom.bundle.BundleException;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.demo.report.TokenizerLine;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tokenizers of the routes, by the fingerprint that token records name. Closing it closes them. */
final class RouteTokenizers implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, TokenizerBundle> bundles = new LinkedHashMap<>();

    private RouteTokenizers() {}

    /** Opens all of them. */
    static RouteTokenizers open(Routes routes) {
        RouteTokenizers tokenizers = new RouteTokenizers();
        try {
            routes.routes().stream().map(Route::tokenizer).distinct().forEach(location -> {
                TokenizerBundle bundle = TokenizerBundle.open(location);
                tokenizers.bundles.put(HEX.formatHex(bundle.fingerprint().shortBytes()), bundle);
            });
            return tokenizers;
        } catch (BundleException e) {
            tokenizers.close();
            throw CommandException.failed(e.getMessage(), e);
        }
    }

    /**
     * The tokenizer of this fingerprint.
     *
     * @throws CommandException "failed" if no route has it
     */
    TokenizerBundle of(byte[] fingerprint) {
        TokenizerBundle bundle = bundles.get(HEX.formatHex(fingerprint));
        if (bundle == null) {
            throw CommandException.failed("there are tokens of a tokenizer " + HEX.formatHex(fingerprint)
                    + " that no route has now, so they can't be decoded. Give the demo a home of its own with --home.");
        }
        return bundle;
    }

    /** What they are. */
    List<TokenizerLine> lines() {
        return bundles.values().stream()
                .map(bundle -> new TokenizerLine(
                        bundle.manifest().name(),
                        bundle.manifest().version(),
                        HEX.formatHex(bundle.fingerprint().shortBytes()),
                        HEX.formatHex(bundle.fingerprint().sha256()),
                        bundle.tokenizer().vocabularySize(),
                        bundle.tokenizer().lossless()))
                .toList();
    }

    @Override
    public void close() {
        bundles.values().forEach(TokenizerBundle::close);
    }
}
