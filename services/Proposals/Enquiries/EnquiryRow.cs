using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Enquiries;

/// <summary>What somebody asked about an idea, as it is stored, with what has to be known of the idea.</summary>
internal sealed record EnquiryRow
{
    /// <summary>What every query of questions reads; the table is <c>e</c>, its idea <c>p</c> and their hidings <c>hid</c> and
    /// <c>dark</c>; <c>@subject</c> is the caller.</summary>
    public const string Columns = """
        e.sequence, e.enquiry_id, e.round_id, e.proposal_id, e.words, e.shown_as, e.for_council, e.asker_subject, e.asked_at,
        e.answered_at, p.area_code, p.proposer_subject, p.title, p.state AS idea_state, p.joined_into, dark.state AS idea_hiding,
        hid.state AS hiding_state, hid.reason AS hiding_reason, hid.decided_as AS hiding_as, hid.decided_at AS hiding_at,
        CASE WHEN wrote.subject IS NULL THEN 0 ELSE 1 END AS wrote
        """;

    /// <summary>Where they are read from.</summary>
    public const string From = """
        FROM enquiry e JOIN proposal p ON p.round_id = e.round_id AND p.proposal_id = e.proposal_id
        LEFT JOIN hiding dark ON dark.scope_id = e.round_id AND dark.item_id = e.proposal_id AND dark.part = 'WORDS'
        LEFT JOIN hiding hid ON hid.scope_id = e.round_id AND hid.item_id = e.enquiry_id AND hid.part = 'QUESTION'
        LEFT JOIN author wrote ON wrote.round_id = e.round_id AND wrote.proposal_id = e.proposal_id AND wrote.subject = @subject
            AND wrote.left_at IS NULL
        """;

    /// <summary>
    /// It is shown, and no officer has answered it though it is for them: whoever asked said so, or whoever proposed the idea has not
    /// answered for a while, since <c>@before</c>.
    /// </summary>
    public const string WaitsForCouncil = """
        e.words <> '' AND (p.state <> 'WITHDRAWN' OR p.joined_into IS NOT NULL)
            AND (hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN'))
            AND (e.for_council = 1 OR (e.answered_at IS NULL AND e.asked_at <= @before))
            AND NOT EXISTS (SELECT 1 FROM enquiry_answer said WHERE said.enquiry_id = e.enquiry_id AND said.by_council = 1)
        """;

    private static readonly Sql Select = new($"SELECT {Columns} {From} WHERE e.enquiry_id = @enquiryId");

    // Whoever answers it, judges it or takes it back takes it first.
    private static readonly Sql LockEnquiry = new("SELECT enquiry_id FROM enquiry {lock} WHERE enquiry_id = @enquiryId");

    private static readonly Sql Insert = new("""
        INSERT INTO enquiry (enquiry_id, round_id, proposal_id, words, shown_as, for_council, asker_subject, asked_at)
        VALUES (@EnquiryId, @RoundId, @ProposalId, @Words, @ShownAs, @ForCouncil, @AskerSubject, @AskedAt)
        """);

    private static readonly Sql UpdateAnswered = new("UPDATE enquiry SET answered_at = @now WHERE enquiry_id = @enquiryId");

    private static readonly Sql DeleteHiding = new("DELETE FROM hiding WHERE scope_id = @RoundId AND item_id = @EnquiryId");

    private static readonly Sql DeleteEnquiry = new("DELETE FROM enquiry WHERE enquiry_id = @EnquiryId");

    private static readonly Sql UpdateGone = new("""
        UPDATE enquiry SET words = '', shown_as = '', asker_subject = '' WHERE enquiry_id = @EnquiryId
        """);

    private static readonly Sql UpdateThanks = new("UPDATE enquiry_answer SET thanked_at = NULL WHERE enquiry_id = @EnquiryId");

    public long Sequence { get; init; }
    public string EnquiryId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string ProposalId { get; init; } = "";

    /// <summary>Empty where whoever asked took it back.</summary>
    public string Words { get; init; } = "";

    public string ShownAs { get; init; } = "";
    public bool ForCouncil { get; init; }
    public string AskerSubject { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public string AreaCode { get; init; } = "";
    public string ProposerSubject { get; init; } = "";

    /// <summary>Of the idea.</summary>
    public string Title { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="ProposalState"/>.</summary>
    public string IdeaState { get; init; } = "";

    /// <summary>The idea into which that was joined; everybody still reads what was asked about it.</summary>
    public string? JoinedInto { get; init; }

    public string? IdeaHiding { get; init; }
    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }
    public string? HidingAs { get; init; }
    public DateTimeOffset? HidingAt { get; init; }

    /// <summary>Whoever it was loaded for writes the idea, alone or with others.</summary>
    public bool Wrote { get; init; }

    public bool IsTakenBack => Words.Length == 0;

    public bool IsHidden => Hides(HidingState);

    /// <summary>The idea as far as it is known here, to decide by.</summary>
    public ProposalRow Idea => new()
    {
        ProposalId = ProposalId, AreaCode = AreaCode, ProposerSubject = ProposerSubject, Title = Title, State = IdeaState,
        JoinedInto = JoinedInto,
    };

    /// <summary>All that somebody asked, to look for names in.</summary>
    public string AllWords => $"{Words}\n{ShownAs}";

    /// <summary>The question as far as it concerns this caller, or null where there is none.</summary>
    public static Task<EnquiryRow?> LoadOrNull(Session session, string enquiryId, Caller caller) =>
        session.One<EnquiryRow>(Select, new { enquiryId, subject = caller.Subject });

    /// <summary>One that this caller may read.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<EnquiryRow> Load(Session session, string enquiryId, Caller caller) =>
        await LoadOrNull(session, enquiryId, caller) is { } enquiry && enquiry.IsFor(caller) ? enquiry : throw NotFound();

    /// <summary>One that this caller may read, as they see it, with what it was answered.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<Enquiry> LoadMessage(Session session, string enquiryId, Caller caller, DateTimeOffset now) =>
        (await Load(session, enquiryId, caller)).ToMessage(caller, await AnswerRow.LoadOf(session, [enquiryId]), now);

    /// <summary>The question, held until the transaction ends; null where it has gone.</summary>
    public static async Task<EnquiryRow?> LockOrNull(Transaction transaction, string enquiryId, Caller caller) =>
        await transaction.One<string>(LockEnquiry, new { enquiryId }) is null ? null : await LoadOrNull(transaction, enquiryId, caller);

    /// <summary>One that this caller may read, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<EnquiryRow> Lock(Transaction transaction, string enquiryId, Caller caller) =>
        await LockOrNull(transaction, enquiryId, caller) is { } enquiry && enquiry.IsFor(caller) ? enquiry : throw NotFound();

    public static Refusal NotFound() => new(ProposalsReasons.EnquiryNotFound, field: "enquiry_id");

    /// <summary>A question or an answer with this hiding is not shown.</summary>
    public static bool Hides(string? state) => state is not null && HidingRow.IsHidden(StateText.Read<Types.V1.HidingState>(state));

    /// <summary>Keeps it.</summary>
    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    /// <summary>Notes that somebody has just answered it for the first time.</summary>
    public Task WriteAnswered(Transaction transaction, DateTimeOffset now) =>
        transaction.Execute(UpdateAnswered, new { enquiryId = EnquiryId, now });

    /// <summary>Takes it back with all that was said of it. Of one that was answered the answers stay.</summary>
    public async Task Delete(Transaction transaction)
    {
        await Flags.SettleAll(transaction, RoundId, EnquiryId);
        await transaction.Execute(DeleteHiding, this);
        if (AnsweredAt is null)
        {
            await transaction.Execute(DeleteEnquiry, this);
            return;
        }

        await transaction.Execute(UpdateThanks, this);
        await transaction.Execute(UpdateGone, this);
    }

    public bool IsBy(Caller caller) => caller.IsSignedIn && caller.Subject == AskerSubject;

    /// <summary>It is about an idea that the caller writes, alone or with others: they answer, and decide nothing about it.</summary>
    /// <param name="caller">Whom it was loaded for.</param>
    public bool IsOfOwnIdea(Caller caller) => Idea.IsBy(caller) || (Wrote && caller.IsSignedIn);

    /// <summary>
    /// The caller may read that it is there; whether its words as well, <see cref="ToMessage"/> says. Of an idea that was taken back or is
    /// hidden nobody reads what others asked.
    /// </summary>
    public bool IsFor(Caller caller) => IsBy(caller) || IsOfOwnIdea(caller) || SeesAll(caller)
        || ((Idea.StateNow != ProposalState.Withdrawn || JoinedInto is not null) && !Hides(IdeaHiding));

    /// <summary>An officer of its area.</summary>
    public bool SeesAll(Caller caller) => caller.IsOfficer() && caller.MayActIn(AreaCode);

    /// <summary>As <paramref name="caller"/> sees it: whatever shows questions to anybody is made from here.</summary>
    /// <param name="answers">Of this question.</param>
    public Enquiry ToMessage(Caller caller, IReadOnlyList<AnswerRow> answers, DateTimeOffset now)
    {
        var hiding = HidingRow.ToMessage(HidingState, HidingReason, HidingAs, HidingAt);
        var shows = hiding is null || IsBy(caller) || SeesAll(caller);
        return new Enquiry
        {
            EnquiryId = EnquiryId,
            RoundId = RoundId,
            ProposalId = ProposalId,
            AreaCode = AreaCode,
            Words = shows ? Words : "",
            ShownAs = shows ? ShownAs : "",
            ForCouncil = ForCouncil,
            AskTime = AskedAt.ToTimestamp(),
            Mine = IsBy(caller),
            TakenBack = IsTakenBack,
            CanAnswer = AnswerEnquiry.WhyNot(this, answers, caller, now) is null,
            Hiding = hiding,
            Answers = { answers.Select(answer => answer.ToMessage(caller, SeesAll(caller))) },
        };
    }
}
