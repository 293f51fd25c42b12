package io.tokenloom.cli.demo.report;

import java.util.Locale;

/** Numbers as the page shows them. Stateless; an object only because templates call objects. */
public final class Amounts {
    private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    /** One is as good as another. */
    public Amounts() {}

    /** A count with separators. */
    public String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A size in the largest decimal unit that leaves something before the point. */
    public String bytes(long number) {
        double amount = number;
        int unit = 0;
        while (amount >= 999.5 && unit < BYTE_UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return (unit == 0 ? count(number) : short3(amount)) + " " + BYTE_UNITS[unit];
    }

    /** A rate. */
    public String rate(double perSecond) {
        return perSecond >= 100 ? count(Math.round(perSecond)) : short3(perSecond);
    }

    /** A time: milliseconds below a second. */
    public String time(double milliseconds) {
        return milliseconds < 999.5 ? short3(milliseconds) + " ms" : short3(milliseconds / 1000) + " s";
    }

    /** A signal-to-noise ratio. */
    public String decibels(double ratio) {
        return String.format(Locale.ROOT, "%.1f dB", ratio);
    }

    /** A share, 0 to 1. */
    public String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A position in a video. */
    public String seconds(double position) {
        return String.format(Locale.ROOT, "%.1f s", position);
    }

    /** A quotient; 0 where there is nothing to divide by. */
    public String ratio(long dividend, long divisor) {
        return divisor == 0 ? "0" : short3((double) dividend / divisor);
    }

    /** About three digits. */
    private static String short3(double number) {
        String format = number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, number);
    }
}
