/** What tests need to run services that let in only whom they know: a certificate, users, passwords. */
package io.tokenloom.secured;
