/**
 * The stages extract-releases and extract-tracks: what Spotify lists for a date, and the tracks of
 * those albums, as raw rows. The date rules live here. Imports model, spotify, lake and tables;
 * start at {@link pipeline.extract.ExtractReleases}.
 */
@NullMarked
package pipeline.extract;

import org.jspecify.annotations.NullMarked;
