using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Joinings;
using Participatory.Proposals.Photos;
using Participatory.Proposals.Places;
using Participatory.Proposals.Results;
using Participatory.Proposals.V1;
using Participatory.Proposals.Versions;
using Participatory.Types.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>
/// An idea as callers see it: its words, the latest valuation, how the vote ended, and what the caller has to do with it.
/// </summary>
internal sealed record ProposalView
{
    /// <summary>What every query of ideas reads; <c>@subject</c> is the caller.</summary>
    public const string Columns = """
        SELECT p.sequence, p.round_id, p.proposal_id, p.area_code, p.proposer_subject, p.title, p.words, p.who_benefits,
            p.estimate_minor, p.shown_as, p.counts_for, p.state, p.supports, p.created_at, p.version, p.joined_into,
            r.currency,
            v.cost_minor, v.infeasible_reason, v.note, v.valued_by, v.valued_at,
            o.won, o.votes, o.loss,
            photo.photo_id, photo.alt_text, photo.media_type, photo.size_bytes, photo.width, photo.height,
            spot.words AS place_words, spot.latitude, spot.longitude,
            hid.state AS hiding_state, hid.reason AS hiding_reason, hid.decided_as AS hiding_as, hid.decided_at AS hiding_at,
            dark.state AS dark_state, dark.reason AS dark_reason, dark.decided_as AS dark_as, dark.decided_at AS dark_at,
            CASE WHEN s.supporter_subject IS NULL THEN 0 ELSE 1 END AS supported, s.version AS supported_version,
            CASE WHEN wrote.subject IS NULL THEN 0 ELSE 1 END AS wrote,
            COALESCE(newest.written_at, p.created_at) AS changed_at,
            stands.group_id, body.name AS group_name
        FROM proposal p
        JOIN round r ON r.round_id = p.round_id
        LEFT JOIN valuation v ON v.round_id = p.round_id AND v.proposal_id = p.proposal_id AND v.number = p.valuations
        LEFT JOIN outcome o ON o.round_id = p.round_id AND o.proposal_id = p.proposal_id AND p.state IN ('WON', 'LOST')
        LEFT JOIN proposal_photo photo ON photo.round_id = p.round_id AND photo.proposal_id = p.proposal_id AND photo.place = 1
        LEFT JOIN proposal_place spot ON spot.round_id = p.round_id AND spot.proposal_id = p.proposal_id
        LEFT JOIN hiding hid ON hid.scope_id = p.round_id AND hid.item_id = p.proposal_id AND hid.part = 'WORDS'
        LEFT JOIN hiding dark ON dark.scope_id = p.round_id AND dark.item_id = p.proposal_id AND dark.part = 'PHOTO'
        LEFT JOIN support s ON s.round_id = p.round_id AND s.proposal_id = p.proposal_id AND s.supporter_subject = @subject
        LEFT JOIN author wrote ON wrote.round_id = p.round_id AND wrote.proposal_id = p.proposal_id AND wrote.subject = @subject
            AND wrote.left_at IS NULL
        LEFT JOIN proposal_version newest ON newest.round_id = p.round_id AND newest.proposal_id = p.proposal_id
            AND newest.version = p.version
        LEFT JOIN group_idea stands ON stands.round_id = p.round_id AND stands.proposal_id = p.proposal_id
        LEFT JOIN group_copy body ON body.group_id = stands.group_id

        """;

    private static readonly Sql Select = new(Columns + "WHERE p.round_id = @roundId AND p.proposal_id = @proposalId");

    private static readonly Sql CountEarlier = new("""
        SELECT COUNT(*) FROM support WHERE round_id = @RoundId AND proposal_id = @ProposalId AND version < @Version
        """);

    private static readonly Sql CountLarge = new("""
        SELECT COUNT(*) FROM proposal_version
        WHERE round_id = @RoundId AND proposal_id = @ProposalId AND version > @SupportedVersion AND large = 1
        """);

    public long Sequence { get; init; }
    public string RoundId { get; init; } = "";
    public string ProposalId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string ProposerSubject { get; init; } = "";
    public string Title { get; init; } = "";
    public string Words { get; init; } = "";
    public string WhoBenefits { get; init; } = "";
    public long? EstimateMinor { get; init; }
    public string ShownAs { get; init; } = "";
    public string CountsFor { get; init; } = "";
    public string State { get; init; } = "";
    public int Supports { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest version was written.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    public string Currency { get; init; } = "";
    public long? CostMinor { get; init; }
    public string? InfeasibleReason { get; init; }
    public string? Note { get; init; }
    public string? ValuedBy { get; init; }
    public DateTimeOffset? ValuedAt { get; init; }
    public bool? Won { get; init; }
    public long? Votes { get; init; }
    public string? Loss { get; init; }
    public string? PhotoId { get; init; }
    public string? AltText { get; init; }
    public string? MediaType { get; init; }
    public long? SizeBytes { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public string? PlaceWords { get; init; }
    public int? Latitude { get; init; }
    public int? Longitude { get; init; }
    public bool Supported { get; init; }
    public int Version { get; init; }

    /// <summary>The idea into which it was joined.</summary>
    public string? JoinedInto { get; init; }
    public int? SupportedVersion { get; init; }

    /// <summary>The caller writes it.</summary>
    public bool Wrote { get; init; }

    /// <summary>Null where it stands under the name of no group.</summary>
    public string? GroupId { get; init; }

    public string? GroupName { get; init; }
    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }
    public string? HidingAs { get; init; }
    public DateTimeOffset? HidingAt { get; init; }
    public string? DarkState { get; init; }
    public string? DarkReason { get; init; }
    public string? DarkAs { get; init; }
    public DateTimeOffset? DarkAt { get; init; }

    /// <summary>
    /// The idea as <paramref name="caller"/> sees it, with all that stands on its page. One that was taken back is for those who write it
    /// and officers only.
    /// </summary>
    /// <exception cref="Platform.Calls.Refusal">There is none that the caller may see.</exception>
    public static async Task<Proposal> Load(Session session, string roundId, string proposalId, Caller caller)
    {
        var found = await LoadVisible(session, roundId, proposalId, caller);
        var proposal = found.ToMessage(caller, (await ProposalPriorities.Load(session, roundId, [proposalId]))[proposalId]);
        await ProposalTopics.LoadInto(session, roundId, [proposal]);
        await found.LoadPhotosInto(session, proposal, caller);

        await found.LoadWriting(session, proposal, caller);
        return proposal;
    }

    /// <summary>
    /// The same as far as lists have it, without what it meets and is about: for whoever only asks whether the caller may read it.
    /// </summary>
    /// <exception cref="Platform.Calls.Refusal">There is none that the caller may see.</exception>
    public static async Task<Proposal> LoadShown(Session session, string roundId, string proposalId, Caller caller) =>
        (await LoadVisible(session, roundId, proposalId, caller)).ToMessage(caller, []);

    /// <summary>
    /// As a message to <paramref name="caller"/>. Who proposed it is not part of it, and what is hidden is for those who write it and
    /// officers of its area: whatever shows ideas to anybody is made from here.
    /// </summary>
    /// <param name="meets">Which priorities it meets, as its proposer says.</param>
    public Proposal ToMessage(Caller caller, IEnumerable<string> meets)
    {
        var proposal = WholeMessage(caller);
        proposal.PriorityIds.AddRange(meets);
        if (SeesHidden(caller))
        {
            return proposal;
        }

        if (proposal.Hiding is not null)
        {
            (proposal.Title, proposal.Words, proposal.WhoBenefits, proposal.ShownAs) = ("", "", "", "");
            (proposal.GroupId, proposal.GroupName) = ("", "");
            proposal.Place = null;
        }

        if (proposal.Hiding is not null || proposal.PhotoHiding is not null)
        {
            proposal.Photo = null;
        }

        return proposal;
    }

    private static async Task<ProposalView> LoadVisible(Session session, string roundId, string proposalId, Caller caller) =>
        await session.One<ProposalView>(Select, new { roundId, proposalId, subject = caller.Subject }) is { } found
            && found.IsVisibleTo(caller) ? found : throw ProposalRow.NotFound();

    /// <summary>
    /// What stands with one idea and not in lists: all of its photos, where the first is shown, and that an officer took one away, until
    /// another one has come.
    /// </summary>
    private async Task LoadPhotosInto(Session session, Proposal proposal, Caller caller)
    {
        var photos = PhotoId is null ? [] : await PhotoRow.Load(session, RoundId, ProposalId);
        if (proposal.Photo is not null)
        {
            proposal.Photos.AddRange(photos.Select(photo => photo.ToMessage()));
        }

        if (proposal.WrittenByMe || caller.IsOfficer())
        {
            var taken = await TakenAwayRow.LoadLatest(session, RoundId, ProposalId);
            proposal.PhotoTakenAway = taken is not null && photos.All(photo => photo.AddedAt < taken.Time.ToDateTimeOffset())
                ? taken : null;
        }
    }

    /// <summary>
    /// What stands with one idea and not in lists: who writes it, what they added, and how it changed under its supporters.
    /// </summary>
    private async Task LoadWriting(Session session, Proposal proposal, Caller caller)
    {
        var authors = (await AuthorRow.Load(session, RoundId, ProposalId)).Where(author => author.Writes).ToList();
        proposal.Writers = authors.Count;
        proposal.JoinedOf.AddRange(await JoinedIdeas.Load(session, RoundId, ProposalId));
        proposal.JoiningHistory.AddRange(await JoiningHistory.Load(session, RoundId, ProposalId));
        proposal.EarlierSupports = Version > 1 || proposal.JoinedOf.Count > 0 ? (int)await session.One<long>(CountEarlier, this) : 0;
        proposal.ChangedSinceSupported = SupportedVersion < Version && await session.One<long>(CountLarge, this) > 0;
        if (proposal.Hiding is null || SeesHidden(caller))
        {
            proposal.WrittenBy.AddRange(authors.Select(author => author.ShownAs).Where(name => name.Length > 0));
            proposal.Notes.AddRange((await NoteRow.Load(session, RoundId, ProposalId)).Select(note => note.ToMessage()));
        }
    }

    /// <summary>Whom hidden words are for: those who write it, and officers of its area.</summary>
    private bool SeesHidden(Caller caller) => IsOwn(caller) || (caller.IsOfficer() && caller.MayActIn(AreaCode));

    private bool IsOwn(Caller caller) => caller.IsSignedIn && (Wrote || caller.Subject == ProposerSubject);

    private Proposal WholeMessage(Caller caller) => new()
    {
        RoundId = RoundId,
        ProposalId = ProposalId,
        AreaCode = AreaCode,
        Title = Title,
        Words = Words,
        WhoBenefits = WhoBenefits,
        Estimate = EstimateMinor is { } estimate ? new Money { AmountMinor = estimate, Currency = Currency } : null,
        ShownAs = ShownAs,
        State = StateNow,
        Supports = Supports,
        Valuation = ValuedAt is { } at ? ValuationMessage(at) : null,
        Outcome = Won is { } won ? new BallotOutcome { Won = won, Votes = Votes ?? 0, Loss = KeptLoss.ToMessage(Loss) } : null,
        CreateTime = CreatedAt.ToTimestamp(),
        ChangeTime = ChangedAt.ToTimestamp(),
        Mine = caller.IsSignedIn && caller.Subject == ProposerSubject,
        SupportedByMe = Supported,
        Version = Version,
        WrittenByMe = IsOwn(caller),
        SupportedVersion = SupportedVersion ?? 0,
        JoinedInto = JoinedInto ?? "",
        GroupId = GroupId ?? "",
        GroupName = GroupName ?? "",
        CountsFor = { CountsFor.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
        Photo = PhotoId is { } photoId ? PhotoMessage(photoId) : null,
        Place = PlaceRow.ToMessage(PlaceWords, Latitude, Longitude),
        Hiding = HidingRow.ToMessage(HidingState, HidingReason, HidingAs, HidingAt),
        PhotoHiding = PhotoId is null ? null : HidingRow.ToMessage(DarkState, DarkReason, DarkAs, DarkAt),
    };

    private ProposalState StateNow => StateText.Read<ProposalState>(State);

    private bool IsVisibleTo(Caller caller) =>
        StateNow != ProposalState.Withdrawn || JoinedInto is not null || (caller.IsOfficer() && Title.Length > 0) || IsOwn(caller);

    private ProposalPhoto PhotoMessage(string photoId) => new()
    {
        PhotoId = photoId,
        AltText = AltText ?? "",
        MediaType = MediaType ?? "",
        SizeBytes = SizeBytes ?? 0,
        Width = Width ?? 0,
        Height = Height ?? 0,
    };

    private Valuation ValuationMessage(DateTimeOffset at)
    {
        var valuation = new Valuation { Note = Note ?? "", ValuedBy = ValuedBy ?? "", Time = at.ToTimestamp() };
        if (CostMinor is { } cost)
        {
            valuation.Cost = new Money { AmountMinor = cost, Currency = Currency };
        }
        else
        {
            valuation.InfeasibleReason = InfeasibleReason ?? "";
        }

        return valuation;
    }
}
