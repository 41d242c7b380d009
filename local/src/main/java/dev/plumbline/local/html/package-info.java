/** Pages for a browser, each one file that needs no other and no network. */
@NullMarked
package dev.plumbline.local.html;

import org.jspecify.annotations.NullMarked;
