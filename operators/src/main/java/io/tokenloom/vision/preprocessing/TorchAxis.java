package io.tokenloom.vision.preprocessing;

/**
 * Which source pixels make each target pixel along one axis, with what weights, as in PyTorch's {@code interpolate} with
 * {@code align_corners=False}. Where something is rounded to float32 shows in the result: the place of a pixel far to the
 * right has few bits left for its fraction. Here it is where PyTorch 1.13 does it on x86-64; a build that rounds the place
 * without antialiasing, too, differs by up to a hundredth of a grey level on pictures of 2000 pixels.
 *
 * @param count of target i: how many source pixels it has
 * @param index of target i from {@code i * taps} on: source pixels
 * @param weights of target i from {@code i * taps} on: their weights
 * @param taps room for source pixels of a target
 */
record TorchAxis(int[] count, int[] index, float[] weights, int taps) {
    private static TorchAxis empty(int size, int taps) {
        return new TorchAxis(new int[size], new int[size * taps], new float[size * taps], taps);
    }

    /** {@code antialias=True}: the kernel is widened where the picture shrinks, and cut off at the borders. */
    static TorchAxis antialiased(int source, int target, int from, int size, TorchKernel kernel) {
        float scale = (float) source / target;
        float support = (float) (kernel.support() * Math.max(scale, 1.0));
        float narrowing = scale >= 1 ? (float) (1.0 / scale) : 1;
        int taps = (int) Math.ceil(support) * 2 + 1;
        TorchAxis axis = empty(size, taps);
        for (int i = 0; i < size; i++) {
            float centre = (float) (scale * (from + i + 0.5));
            int first = Math.max(0, (int) ((centre - support) + 0.5));
            int end = Math.min(source, (int) ((centre + support) + 0.5));
            int count = Math.max(0, Math.min(taps, end - first));
            float sum = 0;
            for (int k = 0; k < count; k++) {
                float weight = kernel.antialiased((float) (((first + k) - centre + 0.5) * narrowing));
                axis.set(i, k, first + k, weight);
                sum += weight;
            }
            axis.divide(i, sum);
        }
        return axis;
    }

    /** {@code antialias=False}: a fixed number of pixels, those beyond a border replaced by the one at the border. */
    static TorchAxis plain(int source, int target, int from, int size, TorchKernel kernel) {
        float scale = (float) source / target;
        TorchAxis axis = empty(size, 2 * kernel.support());
        for (int i = 0; i < size; i++) {
            double place = source == target ? from + i : scale * (from + i + 0.5) - 0.5;
            if (kernel == TorchKernel.BILINEAR) {
                place = Math.max(0, place);
            }
            int base = Math.min((int) Math.floor(place), source - 1);
            float fraction = (float) Math.max(0, Math.min(1, place - base));
            float[] weights = kernel.plain(fraction);
            for (int k = 0; k < weights.length; k++) {
                int pixel = base + k - (kernel.support() - 1);
                axis.set(i, k, Math.max(0, Math.min(source - 1, pixel)), weights[k]);
            }
        }
        return axis;
    }

    private void set(int target, int tap, int source, float weight) {
        count[target] = tap + 1;
        index[target * taps + tap] = source;
        weights[target * taps + tap] = weight;
    }

    private void divide(int target, float sum) {
        if (sum != 0) {
            for (int k = 0; k < count[target]; k++) {
                weights[target * taps + k] /= sum;
            }
        }
    }

    /** The first source pixel of all. */
    int firstSource() {
        return index[0];
    }

    /** The pixel after the last source pixel of all. */
    int endSource() {
        int last = count.length - 1;
        return index[last * taps + count[last] - 1] + 1;
    }
}
