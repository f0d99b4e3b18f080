/**
 * A Spotify that runs in the jar, on loopback: for people who want to try their jobs with no
 * account and no network, and for our own tests. {@link pipeline.simulator.Simulator} is the shell
 * with the sockets; {@link pipeline.simulator.Spotify} is the core, a function from request to
 * reply. Imports nothing of ours but its own catalogue.
 */
@NullMarked
package pipeline.simulator;

import org.jspecify.annotations.NullMarked;
