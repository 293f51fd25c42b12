package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.model.Device;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps the models of the reference bundle open while a class runs: its jobs, which share what is open in their process,
 * would otherwise load them for seconds, each time anew.
 */
final class OpenModels implements BeforeAllCallback, AfterAllCallback {
    private VisualBundle bundle;

    @Override
    public void beforeAll(ExtensionContext context) {
        bundle = VisualBundle.open("builtin:visual-reference", Device.CPU);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        bundle.close();
    }
}
