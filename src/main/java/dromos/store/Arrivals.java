package dromos.store;

import dromos.mail.RawMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores a chunk of new messages in a fixed number of round trips, and says which of them wait for earlier ones. */
final class Arrivals {
    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final RawStore raws;

    Arrivals(Database database, RawStore raws) {
        this.jdbc = database.jdbc();
        this.batch = new JdbcTemplate(database.dataSource());
        this.raws = raws;
    }

    /** @return how many are new; see {@link Inbox#add} */
    int add(List<Arrival> arrivals, Instant now) {
        var fresh = unknown(arrivals);
        if (fresh.isEmpty()) {
            return 0;
        }
        // In this order: what is found to hold a content has a smaller number than its duplicate, which so waits for
        // it.
        var holders = holders(fresh);
        var ids = nextIds(fresh.size());
        insert(fresh, ids, blockers(fresh, ids), holders, now);
        return fresh.size();
    }

    /** Without those that this mailbox showed before under the same UID. */
    private List<Arrival> unknown(List<Arrival> arrivals) {
        var first = arrivals.isEmpty() ? null : arrivals.get(0);
        if (first == null || first.uid() == null) {
            return arrivals;
        }
        var uids = arrivals.stream().map(Arrival::uid).toArray(Long[]::new);
        var known =
                new HashSet<>(jdbc.sql("select uid from message where source = ? and uid_validity = ? and uid = any(?)")
                        .params(first.source(), first.uidValidity(), uids)
                        .query(Long.class)
                        .list());
        return arrivals.stream().filter(arrival -> known.add(arrival.uid())).toList();
    }

    private Long[] nextIds(int count) {
        return jdbc.sql("select nextval('message_id') from generate_series(1, ?)")
                .param(count)
                .query(Long.class)
                .list()
                .toArray(Long[]::new);
    }

    private void insert(
            List<Arrival> arrivals, Long[] ids, List<Set<Long>> blockers, Map<ByteBuffer, Long> holders, Instant now) {
        var messages = new ArrayList<Object[]>();
        var contents = new ArrayList<Object[]>();
        var kept = new LinkedHashMap<Long, RawMail>();
        for (int i = 0; i < ids.length; i++) {
            var arrival = arrivals.get(i);
            var identity = arrival.identity();
            Long duplicateOf = null;
            if (identity != null && arrival.raw() != null) {
                duplicateOf = holders.putIfAbsent(ByteBuffer.wrap(identity.contentHash()), ids[i]);
                if (duplicateOf == null) {
                    contents.add(new Object[] {identity.contentHash(), ids[i]});
                    kept.put(ids[i], arrival.raw());
                }
            }
            messages.add(columns(ids[i], arrival, duplicateOf, blockers.get(i), now));
        }
        batch.batchUpdate("""
                insert into message (id, source, uid_validity, uid, received, size, sha256, message_id, refs, sender,
                  lane, next_try, duplicate_of, fate, reason, finished, blocked_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", messages);
        // A node that stores the same content at the same moment makes this insert wait and then fail; the whole
        // chunk is then fetched once more and finds the duplicate.
        batch.batchUpdate("insert into content (hash, message) values (?, ?)", contents);
        try {
            raws.write(kept);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Which message holds the content, for every content of the arrivals that is known. */
    private Map<ByteBuffer, Long> holders(List<Arrival> arrivals) {
        var hashes = new ArrayList<byte[]>();
        for (var arrival : arrivals) {
            if (arrival.identity() != null) {
                hashes.add(arrival.identity().contentHash());
            }
        }
        var holders = new HashMap<ByteBuffer, Long>();
        jdbc.sql("select hash, message from content where hash = any(?)")
                .param(hashes.toArray(byte[][]::new))
                .query((RowCallbackHandler)
                        row -> holders.put(ByteBuffer.wrap(row.getBytes("hash")), row.getLong("message")));
        return holders;
    }

    private static Object[] columns(
            long id, Arrival arrival, @Nullable Long duplicateOf, Set<Long> blockers, Instant now) {
        var identity = arrival.identity();
        boolean refused = arrival.refusal() != null;
        return new Object[] {
            id,
            arrival.source(),
            arrival.uidValidity(),
            arrival.uid(),
            Sql.time(arrival.received()),
            arrival.size(),
            identity == null ? null : identity.sha256(),
            identity == null ? null : identity.messageId(),
            identity == null ? new String[0] : identity.references().toArray(String[]::new),
            identity == null ? "" : identity.sender(),
            lane(arrival),
            Sql.time(arrival.received()),
            duplicateOf,
            refused ? Fate.REFUSED.word() : null,
            arrival.refusal(),
            refused ? Sql.time(now) : null,
            blockers.toArray(Long[]::new)
        };
    }

    /** What each of them has to wait for: the one before it in its lane, and those it answers. */
    private List<Set<Long>> blockers(List<Arrival> arrivals, Long[] ids) {
        var newest = newestOfLanes(arrivals, ids[0]);
        var answered = waitingParents(arrivals, ids[0]);
        var blockers = new ArrayList<Set<Long>>();
        for (int i = 0; i < ids.length; i++) {
            var blocking = new TreeSet<Long>();
            var identity = arrivals.get(i).identity();
            if (identity != null) {
                var before = newest.put(lane(arrivals.get(i)), ids[i]);
                if (before != null) {
                    blocking.add(before);
                }
                identity.references().forEach(id -> blocking.addAll(answered.getOrDefault(id, List.of())));
                if (identity.messageId() != null) {
                    answered.computeIfAbsent(identity.messageId(), id -> new ArrayList<>())
                            .add(ids[i]);
                }
            }
            blockers.add(blocking);
        }
        dropFinished(blockers, ids[0]);
        return blockers;
    }

    private static int lane(Arrival arrival) {
        return arrival.identity() == null ? 0 : arrival.identity().sender().hashCode();
    }

    private Map<Integer, Long> newestOfLanes(List<Arrival> arrivals, long firstNew) {
        var newest = new HashMap<Integer, Long>();
        jdbc.sql("""
                select wanted.lane, newest.id from unnest(?) wanted(lane) cross join lateral (
                  select m.id from message m where m.lane = wanted.lane and m.fate is null and m.id < ?
                  order by m.id desc limit 1) newest""")
                .params(arrivals.stream().map(Arrivals::lane).distinct().toArray(Integer[]::new), firstNew)
                .query((RowCallbackHandler) row -> newest.put(row.getInt("lane"), row.getLong("id")));
        return newest;
    }

    private Map<String, List<Long>> waitingParents(List<Arrival> arrivals, long firstNew) {
        var ids = new HashSet<String>();
        for (var arrival : arrivals) {
            if (arrival.identity() != null) {
                ids.addAll(arrival.identity().references());
            }
        }
        var parents = new HashMap<String, List<Long>>();
        jdbc.sql("select message_id, id from message where message_id = any(?) and fate is null and id < ?")
                .params(ids.toArray(String[]::new), firstNew)
                .query((RowCallbackHandler)
                        row -> parents.computeIfAbsent(row.getString("message_id"), id -> new ArrayList<>())
                                .add(row.getLong("id")));
        return parents;
    }

    /**
     * Whoever finishes a blocker at this moment does not see the new messages and could not free them. So he is waited
     * for and his message dropped; all others are kept from being finished until the new ones are there.
     */
    private void dropFinished(List<Set<Long>> blockers, long firstNew) {
        var earlier = blockers.stream()
                .flatMap(Set::stream)
                .filter(id -> id < firstNew)
                .distinct()
                .toArray(Long[]::new);
        if (earlier.length == 0) {
            return;
        }
        var unfinished = new HashSet<>(
                jdbc.sql("select id from message where id = any(?) and fate is null order by id for share")
                        .param(earlier)
                        .query(Long.class)
                        .list());
        blockers.forEach(blocking -> blocking.removeIf(id -> id < firstNew && !unfinished.contains(id)));
    }
}
