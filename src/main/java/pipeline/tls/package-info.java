/**
 * TLS towards servers: whom to trust, and whom to reach without a proxy. Imports nothing of ours.
 */
@NullMarked
package pipeline.tls;

import org.jspecify.annotations.NullMarked;
