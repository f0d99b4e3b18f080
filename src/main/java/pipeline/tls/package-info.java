/** TLS towards servers: whom to trust. Imports nothing of ours. */
@NullMarked
package pipeline.tls;

import org.jspecify.annotations.NullMarked;
