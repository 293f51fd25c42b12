package io.tokenloom.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrtReasonTest {
    /** The allocator's own words, and those of the libraries below it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed to allocate memory for requested buffer of size 1125899906842624",
                "Available memory of 1048576 is smaller than requested bytes of 4194304",
                "CUDA failure 2: out of memory ; GPU=0 ; hostname=worker",
                "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED",
                "CUDNN failure 4003: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
                "std::bad_alloc"
            })
    void knowsADeviceThatIsFull(String message) {
        assertThat(OrtReason.outOfMemory(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "indices element out of data bounds, idx=77 must be within the inclusive range [-4,3]",
                "CUDA failure 700: an illegal memory access was encountered"
            })
    void doesNotTakeAnotherFailureForIt(String message) {
        assertThat(OrtReason.outOfMemory(message)).isFalse();
    }

    @Test
    void leavesOutWhereInSomebodysSourcesItHappened() {
        assertThat(OrtReason.of(
                        "Error code - ORT_RUNTIME_EXCEPTION - message: Non-zero status code returned while running"
                                + " ConstantOfShape node. Name:'/enc/zeros' Status Message: /src/core/framework/bfc_arena.cc:358"
                                + " void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*) Failed to"
                                + " allocate memory for requested buffer of size 12\n"))
                .isEqualTo(
                        "node ConstantOfShape /enc/zeros: Failed to allocate memory for requested buffer of size 12");
    }
}
