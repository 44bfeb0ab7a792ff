namespace Participatory.Words.Holdings;

// In here, so that "Grants" is the kind of data and not the words of that room.
using static Participatory.Words.Holdings.PersonalKinds;

/// <summary>What lies in files, in a queue or with the browser, and in no table. Cookies have a list of their own in the gateway.</summary>
internal static class OfFiles
{
    public static IReadOnlyList<HeldFile> All { get; } =
    [
        new("kept", "Gateway", Unfinished, "forms that came when their session was over: sealed, an hour"),
        new("round-drafts", "Gateway", Unfinished, "half-made rounds of officers: sealed, 30 days"),
        new("imports", "Gateway", Votes, "published elections that an officer brings in, with the numbers that they give their voters"),
        new("keys/forms", "Gateway", null, "keys that seal forms"),
        new("keys/sources", "Gateway", null, "this week's key of the hashes of networks; the one before is deleted"),
        new("keys/identity.pem", "People", null, "the key that signs identities"),
        new("keys/public/identity.pem", "People", null, "its public half"),
        new("keys/links", "People", null, "keys that seal the links in e-mails"),
        new("forgotten.txt", "People", null, "numbers of accounts that were forgotten, behind which there is nobody any more"),
        new("keys/voter-codes.key", "Voting", null, "the key of the hashes of voting codes"),
        new("keys/voting-log.pem", "Voting", null, "the key that signs the public log"),
        new("keys/mixing", "Voting", null, "keys of the last minutes' ballots; each is deleted when they have been mixed"),
        new("keys/choosing", "Proposals", null, "keys of choices of priorities; each is deleted when they have been counted"),
        new("keys/bank-details", "Grants", null, "keys that seal bank details"),
        new("keys/bank-details/payee-marks.key", "Grants", null, "the key of the marks by which two same accounts are seen"),
        new("keys/funder-links.key", "Accountability", null, "the key of the hashes of links for funders"),
        new("keys/fairness", "Accountability", null, "a key for each round, deleted when its answers are counted"),
        new("participatory-", "Voting", VoterList, "a voter list while it comes in: a file without a name, gone with the process"),
        new(".db", "Standalone", null, "the databases of the embedded form, whose tables are told of one by one"),
        new("addresses.json", "Standalone", null, "where a running process listens"),
        new(".open", "Standalone", null, "that a process has the folder"),
        new("backup", "Standalone", Backups, "copies of everything that a backup makes"),
        new("Participatory.Security", "Everybody", SecurityLog, "lines of the security log on standard output, with numbers of accounts"),
        new("queues of the broker", "Everybody", Requests, "messages between services until they are handled"),
        new("story of ", "Browser", Unfinished, "words of a story or an idea that were written without a line, in the browser's own store"),
        new("story pressed", "Browser", Unfinished, "which of them a button has just sent, until the next page of the same tab"),
        new("stories", "Browser", Unfinished, "photos and voice notes that were chosen without a line, in the browser's own database"),
    ];
}
