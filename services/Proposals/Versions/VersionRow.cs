using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Proposals.Versions;

/// <summary>The words of an idea as they were read at a time. It is never changed.</summary>
internal sealed record VersionRow
{
    /// <summary>How many versions an idea has at most, the first among them.</summary>
    internal const int Most = 50;

    private static readonly Sql SelectNow = new("""
        SELECT round_id, proposal_id, version, title, words, who_benefits FROM proposal
        WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO proposal_version (
            round_id, proposal_id, version, title, words, who_benefits, large, conceals_earlier, author_subject, written_at)
        VALUES (@RoundId, @ProposalId, @Version, @Title, @Words, @WhoBenefits, @Large, @ConcealsEarlier, @AuthorSubject, @WrittenAt)
        """);

    public string RoundId { get; init; } = "";
    public string ProposalId { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Version { get; init; }

    public string Title { get; init; } = "";
    public string Words { get; init; } = "";
    public string WhoBenefits { get; init; } = "";

    /// <summary>It says something else than the version before.</summary>
    public bool Large { get; init; }

    /// <summary>What stood before was not shown when this was written: nobody but authors and officers reads it.</summary>
    public bool ConcealsEarlier { get; init; }

    /// <summary>It is one of those: in lists.</summary>
    public bool Concealed { get; init; }

    public string AuthorSubject { get; init; } = "";
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>What an idea says now, but for who wrote it and when. Whoever decides by it holds the idea.</summary>
    public static async Task<VersionRow> LoadNow(Session session, string roundId, string proposalId) =>
        await session.One<VersionRow>(SelectNow, new { roundId, proposalId }) ?? throw ProposalRow.NotFound();

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    /// <summary>It says the same, sign by sign.</summary>
    public bool SaysAs(VersionRow other) => (Title, Words, WhoBenefits) == (other.Title, other.Words, other.WhoBenefits);

    /// <summary>It has another title than <paramref name="earlier"/>, or a third of its words are others. Pure.</summary>
    public bool IsLargeAfter(VersionRow earlier) =>
        Title != earlier.Title || WordChanges.IsLarge($"{earlier.Words}\n{earlier.WhoBenefits}", $"{Words}\n{WhoBenefits}");

    public ProposalVersion ToMessage() => new()
    {
        Version = Version,
        Title = Title,
        Words = Words,
        WhoBenefits = WhoBenefits,
        Time = WrittenAt.ToTimestamp(),
        LargeChange = Large,
        Concealed = Concealed,
    };
}
