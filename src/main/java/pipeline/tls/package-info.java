/**
 * Builds TLS strategies and trust stores for all HTTP clients.
 *
 * <p>This package imports no other package of the project. Start reading at {@link TrustStores}.
 */
@NullMarked
package pipeline.tls;

import org.jspecify.annotations.NullMarked;
