using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Versions;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Joinings;

/// <summary>Which ideas become one, and who says so. Pure.</summary>
internal static class JoiningRules
{
    /// <summary>Only the proposers of the two ideas do this.</summary>
    public static Refusal OthersDecide() => new(ProposalsReasons.JoiningIsTheirs);

    /// <summary>Refuses where the two cannot become one now.</summary>
    /// <param name="first">With those who write it, and how it stands with its words.</param>
    /// <exception cref="Refusal">
    /// It is one and the same, one was taken back, joined, valued or hidden, they are of two areas, of one person or of two groups, it is
    /// too late, or too many people would write it.
    /// </exception>
    public static void MustJoin(
        (ProposalRow Idea, HidingState Hiding) first, (ProposalRow Idea, HidingState Hiding) second, RoundRow round)
    {
        var (one, other) = (first.Idea, second.Idea);
        if (one.ProposalId == other.ProposalId)
        {
            throw new Refusal(ProposalsReasons.JoiningItself, field: "other_proposal_id");
        }

        EditProposal.MustBeTheirs(round);
        Phases.CheckJoinsIdeas(round.PhaseNow);
        one.MustStand();
        other.MustStand();
        if (one.StateNow != ProposalState.Open || other.StateNow != ProposalState.Open)
        {
            throw new Refusal(ProposalsReasons.JoiningValued);
        }

        if (one.AreaCode != other.AreaCode)
        {
            throw new Refusal(ProposalsReasons.JoiningOtherArea, field: "other_proposal_id");
        }

        if (HidingRow.IsHidden(first.Hiding) || HidingRow.IsHidden(second.Hiding))
        {
            throw new Refusal(ProposalsReasons.JoiningWordsHidden);
        }

        if (one.ProposerSubject == other.ProposerSubject)
        {
            throw new Refusal(ProposalsReasons.JoiningOwn);
        }

        if (one.GroupId.Length > 0 && other.GroupId.Length > 0 && one.GroupId != other.GroupId)
        {
            throw new Refusal(ProposalsReasons.JoiningOtherGroup);
        }

        if (WritersOf(one, other).Count > AuthorRow.Most)
        {
            throw new Refusal(ProposalsReasons.AuthorsFull, [("most", AuthorRow.Most)]);
        }
    }

    /// <summary>Everybody who writes one of the two, once: whoever proposes the common idea first.</summary>
    /// <param name="carried">Whose proposer proposes the common idea.</param>
    public static IReadOnlyList<AuthorRow> WritersOf(ProposalRow carried, ProposalRow other) =>
    [
        .. carried.Authors.OrderBy(author => author.Subject == carried.ProposerSubject ? 0 : author.Place).Concat(other.Authors)
            .Where(author => author.Writes)
            .GroupBy(author => author.Subject, StringComparer.Ordinal)
            .Select((same, index) => same.First() with
            {
                ShownAs = same.Select(author => author.ShownAs).FirstOrDefault(name => name.Length > 0) ?? "",
                Place = index + 1,
            }),
    ];

    /// <summary>Those who wrote an idea before it was joined, and still write the common one.</summary>
    public static IEnumerable<AuthorRow> StillWrite(ProposalRow side, ProposalRow common) => side.Authors.Where(
        author => author.Writes && common.Authors.Any(now => now.Writes && now.Subject == author.Subject));

    /// <summary>
    /// The caller decides for one side of a common idea: whoever proposed it before, or where they write it no more, anybody who wrote it
    /// with them.
    /// </summary>
    public static bool ActsFor(ProposalRow side, ProposalRow common, Caller caller) =>
        caller.IsSignedIn && Decides(side, common, caller.Subject);

    /// <summary>Whoever suggested that a common idea becomes two still decides for their side, so that it has said yes.</summary>
    /// <param name="sides">The two that it was.</param>
    public static bool StillSuggests(JoiningRow said, ProposalRow common, IReadOnlyList<ProposalRow> sides) =>
        sides.Any(side => side.ProposalId == said.ProposalId && Decides(side, common, said.SuggestedBy));

    /// <summary>Refuses where a common idea cannot become two now.</summary>
    /// <param name="sides">The two that it was.</param>
    /// <exception cref="Refusal">It was never joined, taken back or valued, it is too late, or nobody of one side writes it any
    /// more.</exception>
    public static void MustSplit(ProposalRow common, IReadOnlyList<ProposalRow> sides, RoundRow round)
    {
        common.MustStand();
        if (sides.Count != 2)
        {
            throw new Refusal(sides.Count == 0 ? ProposalsReasons.NotJoined : ProposalsReasons.JoiningSideLeft);
        }

        Phases.CheckJoinsIdeas(round.PhaseNow);
        if (common.StateNow != ProposalState.Open)
        {
            throw new Refusal(ProposalsReasons.JoiningValued);
        }

        if (sides.Any(side => !StillWrite(side, common).Any()))
        {
            throw new Refusal(ProposalsReasons.JoiningSideLeft);
        }
    }

    private static bool Decides(ProposalRow side, ProposalRow common, string subject)
    {
        var still = StillWrite(side, common).ToList();
        return still.Any(author => author.Subject == subject)
            && (side.ProposerSubject == subject || still.All(author => author.Subject != side.ProposerSubject));
    }
}
