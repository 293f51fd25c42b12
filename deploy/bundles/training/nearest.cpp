// The nearest entry of a book whose vectors' parts have free signs, for many vectors. Built and called by quantizers.py.
#include <cmath>
#include <cstdint>

// rows [n][d]; columns [d][K], the book transposed; bias [K] half the squared length of each entry; K a multiple of 256;
// parts of equal length, each with a sign of its own
extern "C" void nearest(const float* rows, const float* columns, const float* bias, long n, int d, int parts, int K, int32_t* found) {
    const int width = 256;
    #pragma omp parallel for schedule(static)
    for (long i = 0; i < n; i++) {
        alignas(64) float sum[width], all[width];
        float best = -1e30f;
        int at = 0;
        for (int from = 0; from < K; from += width) {
            for (int k = 0; k < width; k++) all[k] = -bias[from + k];
            for (int part = 0; part < parts; part++) {
                for (int k = 0; k < width; k++) sum[k] = 0;
                for (int c = part * d / parts; c < (part + 1) * d / parts; c++) {
                    const float x = rows[i * d + c];
                    const float* p = columns + (long) c * K + from;
                    for (int k = 0; k < width; k++) sum[k] += x * p[k];
                }
                for (int k = 0; k < width; k++) all[k] += std::fabs(sum[k]);
            }
            float most = -1e30f;
            for (int k = 0; k < width; k++) most = all[k] > most ? all[k] : most;
            if (most > best) {
                best = most;
                for (int k = 0; k < width; k++) {
                    if (all[k] == most) { at = from + k; break; }
                }
            }
        }
        found[i] = at;
    }
}
