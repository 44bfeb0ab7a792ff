using Participatory.Platform.Storage;
using Participatory.Voting.V1;

namespace Participatory.Voting.Registrations;

/// <summary>How people put themselves on the roll of a poll.</summary>
internal sealed record TermsRow
{
    private static readonly Sql Select = new("""
        SELECT poll_id, most_voters, most_at_address, most_from_source, minimum_age FROM registration_terms WHERE poll_id = @pollId
        """);

    public string PollId { get; init; } = "";
    public long MostVoters { get; init; }
    public int MostAtAddress { get; init; }
    public int MostFromSource { get; init; }
    public int MinimumAge { get; init; }

    /// <summary>Null for a poll whose roll is brought in.</summary>
    public static Task<TermsRow?> Load(Session session, string pollId) => session.One<TermsRow?>(Select, new { pollId });

    /// <summary>What everybody may know. At how many with one address an officer looks is not among it.</summary>
    public RegistrationTerms ToMessage() => new() { MostVoters = MostVoters, MinimumAge = MinimumAge };
}
