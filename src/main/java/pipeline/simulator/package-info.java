/**
 * Serves a simulated Spotify over HTTP on loopback.
 *
 * <p>This package may import {@code simulator.accounts}, {@code simulator.api}, {@code
 * simulator.catalogue}, {@code simulator.fault}, {@code simulator.http}, {@code simulator.options}.
 * Start reading at {@link Simulator}.
 */
@NullMarked
package pipeline.simulator;

import org.jspecify.annotations.NullMarked;
