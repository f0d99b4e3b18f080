/**
 * Towards servers: whom to trust, which of them are this machine, and which are reached without the
 * proxy. Imports nothing of ours.
 */
@NullMarked
package pipeline.tls;

import org.jspecify.annotations.NullMarked;
