using Participatory.Platform.Storage;
using Participatory.Voting.V1;

namespace Participatory.Voting.Registrations;

/// <summary>How people put themselves on the roll of a poll.</summary>
internal sealed record TermsRow
{
    private static readonly Sql Select = new("""
        SELECT poll_id, most_voters, most_at_address, most_from_source, minimum_age, registered FROM registration_terms
            WHERE poll_id = @pollId
        """);

    private static readonly Sql AddRegistered = new("""
        UPDATE registration_terms SET registered = registered + @more WHERE poll_id = @pollId
        """);

    public string PollId { get; init; } = "";
    public long MostVoters { get; init; }
    public int MostAtAddress { get; init; }
    public int MostFromSource { get; init; }
    public int MinimumAge { get; init; }

    /// <summary>Who were not turned away.</summary>
    public long Registered { get; init; }

    /// <summary>Null for a poll whose roll is brought in.</summary>
    public static Task<TermsRow?> Load(Session session, string pollId) => session.One<TermsRow?>(Select, new { pollId });

    /// <summary>Counts somebody who registers, or, with -1, somebody who is turned away. The poll is locked.</summary>
    public static Task Count(Transaction transaction, string pollId, int more) =>
        transaction.Execute(AddRegistered, new { pollId, more });

    /// <param name="toOfficers">At how many with one address or over one connection they look is for them alone.</param>
    public RegistrationTerms ToMessage(bool toOfficers = false) => new()
    {
        MostVoters = MostVoters,
        MinimumAge = MinimumAge,
        MostAtAddress = toOfficers ? MostAtAddress : 0,
        MostFromSource = toOfficers ? MostFromSource : 0,
    };
}
