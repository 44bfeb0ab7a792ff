namespace Participatory.Contracts;

/// <summary>The kinds of work that wait for the council's people, spelled once.</summary>
public static class WorkKinds
{
    /// <summary>Ideas that nobody has checked yet.</summary>
    public const string IdeasToCheck = "ideas_to_check";

    /// <summary>Words and photos that somebody reported, that wait to be shown, or are to be looked at again.</summary>
    public const string WordsToLookAt = "words_to_look_at";

    /// <summary>Parts of stories that somebody reported, or that are to be looked at again.</summary>
    public const string PartsToLookAt = "parts_to_look_at";

    /// <summary>Groups that somebody reported, that wait to be shown, or are to be looked at again.</summary>
    public const string GroupsToLookAt = "groups_to_look_at";

    /// <summary>Questions about ideas that wait for an answer of the council.</summary>
    public const string EnquiriesToAnswer = "enquiries_to_answer";

    /// <summary>A round has areas without money.</summary>
    public const string MoneyToRelease = "money_to_release";

    /// <summary>Every idea has an answer and every area has money.</summary>
    public const string PaperToPublish = "paper_to_publish";

    /// <summary>A vote without voters.</summary>
    public const string VotersToUpload = "voters_to_upload";

    /// <summary>Voting codes for letters that an officer asked for.</summary>
    public const string CodesToApprove = "codes_to_approve";

    /// <summary>An officer asked to keep a vote open for longer.</summary>
    public const string ExtensionToApprove = "extension_to_approve";

    /// <summary>Batches of votes on paper that are not cast.</summary>
    public const string PaperToEnter = "paper_to_enter";

    /// <summary>A vote that has closed.</summary>
    public const string ResultToDeclare = "result_to_declare";

    /// <summary>Releases of money that an officer proposed.</summary>
    public const string ReleasesToApprove = "releases_to_approve";

    /// <summary>Releases that finance did not approve, of one officer.</summary>
    public const string ReleasesDeclined = "releases_declined";

    /// <summary>Money that an officer proposed to take back.</summary>
    public const string ClawbacksToDecide = "clawbacks_to_decide";

    /// <summary>Groups that have not answered their offer.</summary>
    public const string OffersUnanswered = "offers_unanswered";

    /// <summary>Ideas that were chosen and cannot be offered their money yet.</summary>
    public const string GrantsWithoutMoney = "grants_without_money";

    /// <summary>Grants of which a payment can be requested.</summary>
    public const string PaymentsToRequest = "payments_to_request";

    /// <summary>A payment that one officer requested and somebody else stopped.</summary>
    public const string PaymentStopped = "payment_stopped";

    /// <summary>Payments that somebody requested.</summary>
    public const string PaymentsToApprove = "payments_to_approve";

    /// <summary>Approved payments that are in no payment run.</summary>
    public const string PaymentsForRun = "payments_for_run";

    /// <summary>Approved payments of which we do not know whether the bank has made them.</summary>
    public const string PaymentsToConfirm = "payments_to_confirm";

    /// <summary>Payees whose name the bank has not checked.</summary>
    public const string PayeesToCheck = "payees_to_check";

    /// <summary>Bank details that were changed.</summary>
    public const string ChangesToConfirm = "changes_to_confirm";

    /// <summary>Another account that the council is to pay from.</summary>
    public const string PayerToApprove = "payer_to_approve";

    /// <summary>Lines of bank statements that do not fit.</summary>
    public const string DifferencesToSettle = "differences_to_settle";

    /// <summary>Stories that the council has not replied to.</summary>
    public const string StoriesToReply = "stories_to_reply";

    /// <summary>Promises that are late, without a reason.</summary>
    public const string PromisesLate = "promises_late";

    /// <summary>Priorities of areas that the council has not answered.</summary>
    public const string PrioritiesToAnswer = "priorities_to_answer";

    /// <summary>What groups think of working with the council, without a reply to it.</summary>
    public const string ScoresToReply = "scores_to_reply";

    /// <summary>Those that wait for a finance officer; all others wait for an officer.</summary>
    public static IReadOnlyList<string> OfFinance { get; } =
    [
        ReleasesToApprove, ClawbacksToDecide, CodesToApprove, ExtensionToApprove, ChangesToConfirm, PayeesToCheck, PaymentsToApprove,
        PaymentsForRun, PaymentsToConfirm, PayerToApprove, DifferencesToSettle,
    ];

    /// <summary>All of them, in the order in which they are told: what others stopped first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ReleasesDeclined, PaymentStopped, .. OfFinance, WordsToLookAt, PartsToLookAt, GroupsToLookAt, IdeasToCheck, MoneyToRelease,
        PaperToPublish, VotersToUpload, PaperToEnter, ResultToDeclare, PaymentsToRequest, OffersUnanswered, GrantsWithoutMoney,
        StoriesToReply, PrioritiesToAnswer, PromisesLate, ScoresToReply, EnquiriesToAnswer,
    ];
}
