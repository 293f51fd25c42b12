/** The Kafka broker process of a standalone installation: one node that is its own controller. */
package io.tokenloom.standalone.broker;
