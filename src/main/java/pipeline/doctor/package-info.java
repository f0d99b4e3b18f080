/**
 * What may keep the pipeline from its work, looked at one by one: each {@link
 * pipeline.doctor.Check} is a small class and gives a {@link pipeline.doctor.Finding}; {@link
 * pipeline.doctor.Doctor} goes through them. Imports {@code spotify}, {@code startup}, {@code
 * tables}, {@code lake} and {@code json}.
 */
@NullMarked
package pipeline.doctor;

import org.jspecify.annotations.NullMarked;
