package io.tokenloom.claim;

import java.util.List;
import java.util.Map;

/** One kind of claim store. Found by {@link java.util.ServiceLoader}, so that its libraries need not be everywhere. */
public interface ClaimStoreFactory {
    /** The scheme of its addresses, in lower case. */
    String scheme();

    /** How an address looks, for messages: an example. */
    String example();

    /**
     * Everything that is wrong with settings whose address has this scheme, found without a look at the store. Holds no
     * value that may be secret.
     */
    List<ClaimSettingMistake> mistakes(Map<String, String> settings);

    /**
     * The store of settings that have no mistakes.
     *
     * @throws IllegalArgumentException with cause and mend if it can't be opened here
     */
    ClaimStore open(Map<String, String> settings);
}
