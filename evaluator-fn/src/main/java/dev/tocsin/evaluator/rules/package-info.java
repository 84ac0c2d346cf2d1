/** Where the rules that are in force come from: files of a bucket, or versions in the database. */
@NullMarked
package dev.tocsin.evaluator.rules;

import org.jspecify.annotations.NullMarked;
