/**
 * The topics of the platform: names, keys, retention, largest records ({@link io.tokenloom.topics.TopicCatalogue}),
 * and their creation on a cluster ({@link io.tokenloom.topics.TopicProvisioner}).
 */
package io.tokenloom.topics;
