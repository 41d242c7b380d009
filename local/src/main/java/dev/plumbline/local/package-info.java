/**
 * One machine, one command: what a cluster would bring (engine, broker, traffic) runs in this process.
 *
 * <p>Here are the two words that all of it shares: how a command ends ({@link dev.plumbline.local.ExitCode}) and how it
 * tells a person why ({@link dev.plumbline.local.UserError}).
 */
@NullMarked
package dev.plumbline.local;

import org.jspecify.annotations.NullMarked;
