/**
 * Files that people write and programs start from: YAML ({@link io.tokenloom.configuration.YamlDocument}) that is held
 * against a JSON Schema ({@link io.tokenloom.configuration.FileSchema}) and refused with every mistake at once ({@link
 * io.tokenloom.configuration.ConfigurationException}); where an installation is ({@link
 * io.tokenloom.configuration.ConnectionsFile}). What a file of routes, archives or apps means is its reader's business.
 */
package io.tokenloom.configuration;
