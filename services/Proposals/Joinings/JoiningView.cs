using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Joinings;

/// <summary>A suggestion as somebody of its two sides sees it.</summary>
internal sealed record JoiningView : JoiningRow
{
    /// <summary>What every query of suggestions reads; <c>@subject</c> is the caller.</summary>
    public const string From = $"""
        SELECT {Columns}, r.phase, own.title AS own_title, own.proposer_subject AS own_proposer,
            other.title AS other_title, other.proposer_subject AS other_proposer, dark.state AS own_hiding, hid.state AS other_hiding,
            CASE WHEN own.state = 'WITHDRAWN' AND own.joined_into IS NULL THEN 1 ELSE 0 END AS own_is_gone,
            CASE WHEN other.state = 'WITHDRAWN' AND other.joined_into IS NULL THEN 1 ELSE 0 END AS other_is_gone,
            carries.group_id, body.name AS group_name, CASE WHEN leaves.group_id IS NULL THEN 0 ELSE 1 END AS other_has_group,
            CASE WHEN mine.subject IS NULL THEN 0 ELSE 1 END AS writes_own,
            CASE WHEN theirs.subject IS NULL THEN 0 ELSE 1 END AS writes_other,
            CASE WHEN common.subject IS NULL THEN 0 ELSE 1 END AS writes_common,
            CASE WHEN ownstays.subject IS NULL THEN 0 ELSE 1 END AS own_proposer_stays,
            CASE WHEN otherstays.subject IS NULL THEN 0 ELSE 1 END AS other_proposer_stays,
            CASE WHEN saidown.subject IS NULL OR saidcommon.subject IS NULL THEN 0 ELSE 1 END AS suggester_stays
        FROM joining j
        JOIN round r ON r.round_id = j.round_id
        JOIN proposal own ON own.round_id = j.round_id AND own.proposal_id = j.proposal_id
        JOIN proposal other ON other.round_id = j.round_id AND other.proposal_id = j.other_id
        LEFT JOIN hiding dark ON dark.scope_id = j.round_id AND dark.item_id = j.proposal_id AND dark.part = 'WORDS'
        LEFT JOIN hiding hid ON hid.scope_id = j.round_id AND hid.item_id = j.other_id AND hid.part = 'WORDS'
        LEFT JOIN author mine ON mine.round_id = j.round_id AND mine.proposal_id = j.proposal_id AND mine.subject = @subject
            AND mine.left_at IS NULL
        LEFT JOIN author theirs ON theirs.round_id = j.round_id AND theirs.proposal_id = j.other_id AND theirs.subject = @subject
            AND theirs.left_at IS NULL
        LEFT JOIN author common ON common.round_id = j.round_id AND common.proposal_id = j.common_id AND common.subject = @subject
            AND common.left_at IS NULL
        LEFT JOIN author ownstays ON ownstays.round_id = j.round_id AND ownstays.proposal_id = j.common_id
            AND ownstays.subject = own.proposer_subject AND ownstays.left_at IS NULL
        LEFT JOIN author otherstays ON otherstays.round_id = j.round_id AND otherstays.proposal_id = j.common_id
            AND otherstays.subject = other.proposer_subject AND otherstays.left_at IS NULL
        LEFT JOIN author saidown ON saidown.round_id = j.round_id AND saidown.proposal_id = j.proposal_id
            AND saidown.subject = j.suggested_by AND saidown.left_at IS NULL
        LEFT JOIN author saidcommon ON saidcommon.round_id = j.round_id AND saidcommon.proposal_id = j.common_id
            AND saidcommon.subject = j.suggested_by AND saidcommon.left_at IS NULL
        LEFT JOIN group_idea carries ON carries.round_id = j.round_id AND carries.proposal_id = j.carried_by
        LEFT JOIN group_copy body ON body.group_id = carries.group_id
        LEFT JOIN group_idea leaves ON leaves.round_id = j.round_id
            AND leaves.proposal_id = CASE WHEN j.carried_by = j.proposal_id THEN j.other_id ELSE j.proposal_id END

        """;

    private static readonly Sql Select = new(From + "WHERE j.joining_id = @joiningId");

    /// <summary>As <see cref="StateText"/> writes a <see cref="V1.Phase"/>.</summary>
    public string Phase { get; init; } = "";

    public string OwnTitle { get; init; } = "";
    public string OwnProposer { get; init; } = "";
    public string OtherTitle { get; init; } = "";
    public string OtherProposer { get; init; } = "";
    public string? OwnHiding { get; init; }
    public string? OtherHiding { get; init; }

    /// <summary>The idea was taken back.</summary>
    public bool OwnIsGone { get; init; }

    public bool OtherIsGone { get; init; }

    /// <summary>Of the idea that carries the common one; null where it stands under the name of no group.</summary>
    public string? GroupId { get; init; }

    public string? GroupName { get; init; }

    /// <summary>The idea that does not carry the common one stands under the name of a group.</summary>
    public bool OtherHasGroup { get; init; }

    public bool WritesOwn { get; init; }
    public bool WritesOther { get; init; }
    public bool WritesCommon { get; init; }

    /// <summary>Whoever proposed the idea still writes the common one.</summary>
    public bool OwnProposerStays { get; init; }

    public bool OtherProposerStays { get; init; }

    /// <summary>Whoever suggested it still writes their side and the common idea.</summary>
    public bool SuggesterStays { get; init; }

    /// <summary>The suggestion as the caller sees it.</summary>
    /// <exception cref="Refusal">There is none, or the caller is of neither side.</exception>
    public static async Task<Joining> Load(Session session, string joiningId, Caller caller)
    {
        var found = await session.One<JoiningView>(Select, new { joiningId, subject = caller.Subject }) ?? throw NotFound();
        return found.IsFor(caller) ? found.ToMessage(caller) : throw JoiningRules.OthersDecide();
    }

    /// <summary>With what the caller has to do with it.</summary>
    public Joining ToMessage(Caller caller)
    {
        var message = ToMessage();
        message.ProposalTitle = SeesOwn ? OwnTitle : "";
        message.OtherTitle = SeesOther ? OtherTitle : "";
        message.Mine = KindNow != JoiningKind.Hint && WritesOwn;
        if (KindNow == JoiningKind.Join)
        {
            AddGroup(message);
            // What somebody took back, or said otherwise since, is theirs again.
            if (StateNow == JoiningState.Ended && !WritesOwn)
            {
                (message.Title, message.Words, message.WhoBenefits) = ("", "", "");
            }
        }

        // Both answer an officer: each finds their own idea where whoever answers does.
        if (KindNow == JoiningKind.Hint && WritesOwn && !WritesOther)
        {
            (message.ProposalId, message.OtherProposalId) = (OtherId, ProposalId);
            (message.ProposalTitle, message.OtherTitle) = (message.OtherTitle, message.ProposalTitle);
        }

        if (!IsOpen || StateText.Read<Phase>(Phase) >= V1.Phase.Reviewing)
        {
            return message;
        }

        message.WaitsForMe = KindNow == JoiningKind.Hint ? IsOwn(caller) || IsOther(caller) : ActsForOther(caller);
        message.CanBeTakenBack = KindNow != JoiningKind.Hint && ActsForOwn(caller);
        return message;
    }

    private bool SeesOwn => WritesOwn || (!IsHidden(OwnHiding) && !OwnIsGone);

    private bool SeesOther => WritesOther || (!IsHidden(OtherHiding) && !OtherIsGone);

    /// <summary>Under whose name the common idea would stand; of an idea that is not shown nobody else reads its group.</summary>
    private void AddGroup(Joining message)
    {
        var isOfOwn = CarriedBy == ProposalId;
        if (isOfOwn ? SeesOwn : SeesOther)
        {
            (message.GroupId, message.GroupName) = (GroupId ?? "", GroupName ?? "");
        }

        message.LeavesGroup = OtherHasGroup && GroupId is null && (isOfOwn ? SeesOther : SeesOwn);
    }

    private bool IsFor(Caller caller) =>
        caller.IsSignedIn && (IsOwn(caller) || IsOther(caller) || WritesOwn || WritesOther || WritesCommon);

    private bool IsOwn(Caller caller) => caller.IsSignedIn && caller.Subject == OwnProposer;

    private bool IsOther(Caller caller) => caller.IsSignedIn && caller.Subject == OtherProposer;

    // As JoiningRules.ActsFor says it.
    private bool ActsForOwn(Caller caller) => KindNow == JoiningKind.Join ? IsOwn(caller)
        : WritesCommon && (IsOwn(caller) || (WritesOwn && !OwnProposerStays));

    private bool ActsForOther(Caller caller) => KindNow == JoiningKind.Join ? IsOther(caller) && SuggestedBy == OwnProposer
        : StillSuggests && WritesCommon && (IsOther(caller) || (WritesOther && !OtherProposerStays));

    // As JoiningRules.StillSuggests says it.
    private bool StillSuggests => SuggesterStays && (SuggestedBy == OwnProposer || !OwnProposerStays);

    private static bool IsHidden(string? state) => state is not null && HidingRow.IsHidden(StateText.Read<HidingState>(state));
}
