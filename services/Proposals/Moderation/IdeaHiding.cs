using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;
using HidingReason = Participatory.Types.V1.HidingReason;

namespace Participatory.Proposals.Moderation;

/// <summary>What the words and photos of ideas are to the one mechanism that hides and shows what people wrote.</summary>
internal static class IdeaHiding
{
    /// <summary>As <see cref="StateText"/> writes an <see cref="IdeaPart"/>.</summary>
    public static readonly string Words = StateText.Of(IdeaPart.Words);

    private static readonly Sql SelectWords = new("""
        SELECT p.title, p.words, p.who_benefits, p.shown_as, photo.alt_text
        FROM proposal p LEFT JOIN proposal_photo photo ON photo.round_id = p.round_id AND photo.proposal_id = p.proposal_id
            AND photo.place = 1
        WHERE p.round_id = @roundId AND p.proposal_id = @proposalId
        """);

    /// <summary>The fields that say which part of which idea is meant.</summary>
    public static Fields Idea(this Fields fields, string roundId, string proposalId, IdeaPart part) =>
        fields.Id("round_id", roundId).Code("proposal_id", proposalId)
            .Require(part is IdeaPart.Words or IdeaPart.Photo, "part", ModerationReasons.PartMissing);

    private static readonly Sql SelectBeside = new("""
        SELECT words FROM proposal_note WHERE round_id = @roundId AND proposal_id = @proposalId
        UNION ALL SELECT shown_as FROM author WHERE round_id = @roundId AND proposal_id = @proposalId
        UNION ALL SELECT alt_text FROM proposal_photo WHERE round_id = @roundId AND proposal_id = @proposalId AND place > 1
        UNION ALL SELECT words FROM proposal_place WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    /// <summary>All that those who write it wrote of it, to look for names in.</summary>
    /// <exception cref="Refusal">The photo is meant, and there is none.</exception>
    public static async Task<string> LoadWords(Session session, string roundId, string proposalId, IdeaPart part)
    {
        var row = await session.One<WordsRow>(SelectWords, new { roundId, proposalId }) ?? throw ProposalRow.NotFound();
        var beside = await session.Many<string>(SelectBeside, new { roundId, proposalId });
        return part == IdeaPart.Photo && row.AltText is null ? throw Photos.GetPhoto.NotFound()
            : string.Join('\n', beside.Prepend(row.All));
    }

    /// <summary>As it stands, held with its idea. Its proposer is told, who may be another one than when it was hidden.</summary>
    public static async Task<HidingRow> Lock(Transaction transaction, string roundId, ProposalRow proposal, IdeaPart part)
    {
        var subject = proposal.ProposerSubject;
        var row = await HidingRow.Lock(transaction, roundId, proposal.ProposalId, StateText.Of(part), subject);
        return subject.Length > 0 ? row with { AuthorSubject = subject } : row;
    }

    // For good, as what was hidden when somebody changed it: a later version moves the line on, and nothing moves it back.
    private static readonly Sql UpdateConcealed = new("""
        UPDATE proposal SET concealed_before = @version
        WHERE round_id = @roundId AND proposal_id = @proposalId AND concealed_before < @version
        """);

    private static readonly Sql InsertStep = new("""
        INSERT INTO hiding_step (scope_id, item_id, part, step, reason, decided_as, step_at)
        VALUES (@roundId, @proposalId, 'EARLIER', 'HIDDEN', @reason, @decidedAs, @now)
        """);

    /// <summary>Hides for good what it said before the version that stands, and notes the step; twice is once.</summary>
    public static async Task ConcealEarlier(
        Transaction transaction, string roundId, ProposalRow proposal, HidingReason reason, Caller officer, DateTimeOffset now)
    {
        var (proposalId, version) = (proposal.ProposalId, proposal.Version);
        if (version > 1 && await transaction.Execute(UpdateConcealed, new { roundId, proposalId, version }) == 1)
        {
            await transaction.Execute(
                InsertStep, new { roundId, proposalId, reason = StateText.Of(reason), decidedAs = officer.Signature(), now });
        }
    }

    /// <summary>Writes what it becomes, and says so to those who show it elsewhere and to its proposer.</summary>
    public static async Task Write(Transaction transaction, HidingRow next, string title)
    {
        await next.Write(transaction);
        await transaction.Publish(new ProposalHidden(
            next.ScopeId, next.ItemId, title, next.AuthorSubject, next.Part, next.Number, next.State,
            HidingRow.IsHidden(next.StateNow), next.Reason, next.DecidedAs, next.StepAt));
    }

    internal sealed record WordsRow
    {
        public string Title { get; init; } = "";
        public string Words { get; init; } = "";
        public string WhoBenefits { get; init; } = "";
        public string ShownAs { get; init; } = "";
        public string? AltText { get; init; }

        public string All => string.Join('\n', Title, Words, WhoBenefits, ShownAs, AltText);
    }
}
