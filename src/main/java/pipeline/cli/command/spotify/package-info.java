/**
 * Contains the commands that query Spotify or change a playlist.
 *
 * <p>This package may import {@code authorize}, {@code cli.command}, {@code cli.console}, {@code
 * cli.option}, {@code cli.result}, {@code cli.run}, {@code cli.settings}, {@code lookup}, {@code
 * model}, {@code output}, {@code playlist}, {@code ratelimit}, {@code simulator.options}, {@code
 * spotify.api}, {@code spotify.client}. Start reading at {@link LookupCommand}.
 */
@NullMarked
package pipeline.cli.command.spotify;

import org.jspecify.annotations.NullMarked;
