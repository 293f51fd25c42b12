/** Reading of small JSON and YAML trees. */
package io.tokenloom.json;
