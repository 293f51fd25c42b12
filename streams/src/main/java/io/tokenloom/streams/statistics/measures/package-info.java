/** The mathematics of the measures: pure functions of counts. Logarithms are to base 2 where a unit is bits. */
package io.tokenloom.streams.statistics.measures;
