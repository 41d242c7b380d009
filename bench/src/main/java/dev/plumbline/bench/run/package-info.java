/** The course of a run: the stage with its broker, the children, the rounds. One child works at a time. */
@NullMarked
package dev.plumbline.bench.run;

import org.jspecify.annotations.NullMarked;
