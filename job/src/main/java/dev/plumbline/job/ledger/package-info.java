/** The room that adds up where every record went: postings of the other rooms in, balances per model out. */
@NullMarked
package dev.plumbline.job.ledger;

import org.jspecify.annotations.NullMarked;
