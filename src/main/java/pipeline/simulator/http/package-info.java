/**
 * Represents requests and responses without sockets, and adapts them to the HTTP server.
 *
 * <p>This package imports no other package of the project. Start reading at {@link SimRequest}.
 */
@NullMarked
package pipeline.simulator.http;

import org.jspecify.annotations.NullMarked;
