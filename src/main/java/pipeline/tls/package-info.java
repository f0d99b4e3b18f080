/**
 * Defines the trusted certificates, the proxy routes and the date format that the HTTP clients
 * share.
 *
 * <p>This package imports no other package of the project. Start reading at {@link TrustStores}.
 */
@NullMarked
package pipeline.tls;

import org.jspecify.annotations.NullMarked;
