using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>The failures of this service, beside those that every service has.</summary>
internal static class GrantsReasons
{
    public static readonly Reason FundNotFound = new(StatusCode.NotFound, "FUND_NOT_FOUND");
    public static readonly Reason ReleaseNotFound = new(StatusCode.NotFound, "RELEASE_NOT_FOUND");
    public static readonly Reason AwardNotFound = new(StatusCode.NotFound, "AWARD_NOT_FOUND");
    public static readonly Reason ClawbackNotFound = new(StatusCode.NotFound, "CLAWBACK_NOT_FOUND");
    public static readonly Reason TransferNotFound = new(StatusCode.NotFound, "TRANSFER_NOT_FOUND");
    public static readonly Reason CloseNotFound = new(StatusCode.NotFound, "CLOSE_NOT_FOUND");
    public static readonly Reason PaymentNotFound = new(StatusCode.NotFound, "PAYMENT_NOT_FOUND");

    /// <summary>A fund or release of that id is there already.</summary>
    public static readonly Reason IdTaken = new(StatusCode.AlreadyExists, "ID_TAKEN");

    /// <summary>An officer of some areas wanted to act in another.</summary>
    public static readonly Reason OtherArea = new(StatusCode.PermissionDenied, "OTHER_AREA");

    /// <summary>The release names an area that the round does not have, or another currency than the round's.</summary>
    public static readonly Reason NotOfThisRound = new(StatusCode.FailedPrecondition, "NOT_OF_THIS_ROUND");

    /// <summary>Two people decide about money; this is the one who asked.</summary>
    public static readonly Reason SecondPersonNeeded = new(StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED");

    /// <summary>The fund has less than the release lets go of.</summary>
    public static readonly Reason NotEnoughMoney = new(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY");

    /// <summary>More money than an account can hold.</summary>
    public static readonly Reason TooMuchMoney = new(StatusCode.FailedPrecondition, "TOO_MUCH_MONEY");

    /// <summary>The release was approved or declined before.</summary>
    public static readonly Reason ReleaseDecided = new(StatusCode.FailedPrecondition, "RELEASE_DECIDED");

    /// <summary>Only the person whose idea won may answer its offer.</summary>
    public static readonly Reason NotYourAward = new(StatusCode.PermissionDenied, "NOT_YOUR_AWARD");

    /// <summary>The offer was answered before.</summary>
    public static readonly Reason AwardAnswered = new(StatusCode.FailedPrecondition, "AWARD_ANSWERED");

    /// <summary>The person read another version of the agreement than the one on offer.</summary>
    public static readonly Reason OtherAgreement = new(StatusCode.FailedPrecondition, "OTHER_AGREEMENT");

    /// <summary>Nobody has said yes to the award, or it is paid.</summary>
    public static readonly Reason AwardNotPayable = new(StatusCode.FailedPrecondition, "AWARD_NOT_PAYABLE");

    /// <summary>A payment of this award is on its way.</summary>
    public static readonly Reason PaymentOnItsWay = new(StatusCode.AlreadyExists, "PAYMENT_ON_ITS_WAY");

    /// <summary>We do not know yet who holds the money, or where it goes.</summary>
    public static readonly Reason PayeeNotReady = new(StatusCode.FailedPrecondition, "PAYEE_NOT_READY");

    /// <summary>The bank details changed, and nobody has confirmed the change by another channel.</summary>
    public static readonly Reason PayeeFrozen = new(StatusCode.FailedPrecondition, "PAYEE_FROZEN");

    /// <summary>Nobody has asked the bank whether name and account belong together, or they do not.</summary>
    public static readonly Reason PayeeNotChecked = new(StatusCode.FailedPrecondition, "PAYEE_NOT_CHECKED");

    /// <summary>The payee is in a state in which this cannot be done.</summary>
    public static readonly Reason PayeeState = new(StatusCode.FailedPrecondition, "PAYEE_STATE");

    /// <summary>The bank details are not the ones that were looked at.</summary>
    public static readonly Reason OtherDetails = new(StatusCode.FailedPrecondition, "OTHER_DETAILS");

    public static readonly Reason RunNotFound = new(StatusCode.NotFound, "RUN_NOT_FOUND");

    /// <summary>A payment is not one that a new run can have, or there is none.</summary>
    public static readonly Reason NothingToRun = new(StatusCode.FailedPrecondition, "NOTHING_TO_RUN");

    /// <summary>The payment is in a run that went to the bank.</summary>
    public static readonly Reason PaymentInRun = new(StatusCode.FailedPrecondition, "PAYMENT_IN_RUN");

    /// <summary>The file cannot be written: a character, the council's own account, a payment that was stopped.</summary>
    public static readonly Reason FileNotWritable = new(StatusCode.FailedPrecondition, "FILE_NOT_WRITABLE");

    public static readonly Reason DifferenceNotFound = new(StatusCode.NotFound, "DIFFERENCE_NOT_FOUND");

    /// <summary>The council has not said who it is, or no grant is there yet.</summary>
    public static readonly Reason NothingPublished = new(StatusCode.NotFound, "NOTHING_PUBLISHED");

    /// <summary>The money of the round is settled, or cannot be settled yet.</summary>
    public static readonly Reason RoundSettled = new(StatusCode.FailedPrecondition, "ROUND_SETTLED");

    /// <summary>Something of the round is still under way.</summary>
    public static readonly Reason RoundUnderWay = new(StatusCode.FailedPrecondition, "ROUND_UNDER_WAY");

    /// <summary>People vote already, or have voted: what they were told about the money stands.</summary>
    public static readonly Reason RulesFixed = new(StatusCode.FailedPrecondition, "RULES_FIXED");

    /// <summary>The clawback was approved or declined before.</summary>
    public static readonly Reason ClawbackDecided = new(StatusCode.FailedPrecondition, "CLAWBACK_DECIDED");

    /// <summary>The award is in a state in which this cannot be done.</summary>
    public static readonly Reason AwardState = new(StatusCode.FailedPrecondition, "AWARD_STATE");

    /// <summary>The transfer was put right before, or is of a kind that is undone in another way.</summary>
    public static readonly Reason NotCorrectable = new(StatusCode.FailedPrecondition, "NOT_CORRECTABLE");

    // What is wrong with a field, or, where a code stands behind the name, a case of what that code says. The sentences stand in
    // services/Words/Refusals.Grants.resx.
    public static readonly Reason WholeRoundOnly = new(StatusCode.PermissionDenied, "WHOLE_ROUND_ONLY", "OTHER_AREA");
    public static readonly Reason MarksTooMany = new(StatusCode.InvalidArgument, "MARKS_TOO_MANY");
    public static readonly Reason IdeaOfOtherArea = new(StatusCode.InvalidArgument, "IDEA_OF_OTHER_AREA");
    public static readonly Reason MarkUnknown = new(StatusCode.InvalidArgument, "MARK_UNKNOWN");
    public static readonly Reason AnswerDaysWrong = new(StatusCode.InvalidArgument, "ANSWER_DAYS_WRONG");
    public static readonly Reason PartWrong = new(StatusCode.InvalidArgument, "PART_WRONG");
    public static readonly Reason FencesTooMany = new(StatusCode.InvalidArgument, "FENCES_TOO_MANY");
    public static readonly Reason MarkTwice = new(StatusCode.InvalidArgument, "MARK_TWICE");
    public static readonly Reason FenceWithoutLeast = new(StatusCode.InvalidArgument, "FENCE_WITHOUT_LEAST");
    public static readonly Reason PercentageWrong = new(StatusCode.InvalidArgument, "PERCENTAGE_WRONG");
    public static readonly Reason DetailsChangedSince = new(StatusCode.FailedPrecondition, "DETAILS_CHANGED_SINCE", "OTHER_DETAILS");
    public static readonly Reason PayeeNoMatch = new(StatusCode.FailedPrecondition, "PAYEE_NO_MATCH", "PAYEE_NOT_CHECKED");
    public static readonly Reason PaymentInOtherRun = new(StatusCode.FailedPrecondition, "PAYMENT_IN_OTHER_RUN", "PAYMENT_IN_RUN");
    public static readonly Reason PayDayMissing = new(StatusCode.InvalidArgument, "PAY_DAY_MISSING");
    public static readonly Reason PayDayTooFar = new(StatusCode.InvalidArgument, "PAY_DAY_TOO_FAR");
    public static readonly Reason NotABankDay = new(StatusCode.InvalidArgument, "NOT_ABANK_DAY");
    public static readonly Reason RunTooLong = new(StatusCode.InvalidArgument, "RUN_TOO_LONG");
    public static readonly Reason PaymentTwice = new(StatusCode.InvalidArgument, "PAYMENT_TWICE");
    public static readonly Reason NotAllCanBeRun = new(StatusCode.FailedPrecondition, "NOT_ALL_CAN_BE_RUN", "NOTHING_TO_RUN");
    public static readonly Reason RunsAlready = new(StatusCode.FailedPrecondition, "RUNS_ALREADY");
    public static readonly Reason NotApproved = new(StatusCode.FailedPrecondition, "NOT_APPROVED");
    public static readonly Reason CouncilBuysItself = new(StatusCode.FailedPrecondition, "COUNCIL_BUYS_ITSELF");
    public static readonly Reason NotInPounds = new(StatusCode.FailedPrecondition, "NOT_IN_POUNDS");
    public static readonly Reason PayeeToLookAt = new(StatusCode.FailedPrecondition, "PAYEE_TO_LOOK_AT");
    public static readonly Reason RunDetailsChanged = new(StatusCode.FailedPrecondition, "RUN_DETAILS_CHANGED");
    public static readonly Reason FormatMissing = new(StatusCode.InvalidArgument, "FORMAT_MISSING");
    public static readonly Reason PayerNotSet = new(StatusCode.FailedPrecondition, "PAYER_NOT_SET", "FILE_NOT_WRITABLE");
    public static readonly Reason PayerAsItIs = new(StatusCode.FailedPrecondition, "PAYER_AS_IT_IS");
    public static readonly Reason PayerNotAsked = new(StatusCode.NotFound, "PAYER_NOT_ASKED");
    public static readonly Reason ServiceUserNumberWrong = new(StatusCode.InvalidArgument, "SERVICE_USER_NUMBER_WRONG");
    /// <summary>Whoever gave bank details in it was forgotten, after they were paid.</summary>
    public static readonly Reason RunDetailsGone = new(StatusCode.FailedPrecondition, "RUN_DETAILS_GONE", "FILE_NOT_WRITABLE");
    public static readonly Reason RunStopped = new(StatusCode.FailedPrecondition, "RUN_STOPPED", "FILE_NOT_WRITABLE");
    public static readonly Reason StatementMissing = new(StatusCode.InvalidArgument, "STATEMENT_MISSING");
    public static readonly Reason StatementTooLong = new(StatusCode.InvalidArgument, "STATEMENT_TOO_LONG");
    public static readonly Reason StatementEmpty = new(StatusCode.InvalidArgument, "STATEMENT_EMPTY");
    public static readonly Reason StatementTooManyLines = new(StatusCode.InvalidArgument, "STATEMENT_TOO_MANY_LINES");
    public static readonly Reason StatementHeadings = new(StatusCode.InvalidArgument, "STATEMENT_HEADINGS");
    public static readonly Reason CharactersNotCarried = new(StatusCode.FailedPrecondition, "CHARACTERS_NOT_CARRIED");
    public static readonly Reason LengthNotCarried = new(StatusCode.FailedPrecondition, "LENGTH_NOT_CARRIED");
    public static readonly Reason CharactersNotBacs = new(StatusCode.FailedPrecondition, "CHARACTERS_NOT_BACS");
    public static readonly Reason EmptyForBacs = new(StatusCode.FailedPrecondition, "EMPTY_FOR_BACS");
    public static readonly Reason ServiceUserNumberMissing = new(StatusCode.FailedPrecondition, "SERVICE_USER_NUMBER_MISSING");
    public static readonly Reason TooLongForBacs = new(StatusCode.FailedPrecondition, "TOO_LONG_FOR_BACS");
    public static readonly Reason TooMuchForBacs = new(StatusCode.FailedPrecondition, "TOO_MUCH_FOR_BACS");
    public static readonly Reason RunMadeJustNow = new(StatusCode.FailedPrecondition, "RUN_MADE_JUST_NOW", "PAYMENT_IN_RUN");
    public static readonly Reason HolderNotChosen = new(StatusCode.FailedPrecondition, "HOLDER_NOT_CHOSEN", "PAYEE_NOT_READY");
    public static readonly Reason HostNotConfirmed = new(StatusCode.FailedPrecondition, "HOST_NOT_CONFIRMED", "PAYEE_NOT_READY");
    public static readonly Reason BankDetailsMissing = new(StatusCode.FailedPrecondition, "BANK_DETAILS_MISSING", "PAYEE_NOT_READY");
    public static readonly Reason AwardNotOffered = new(StatusCode.FailedPrecondition, "AWARD_NOT_OFFERED", "AWARD_NOT_PAYABLE");
    public static readonly Reason AwardNotAccepted = new(StatusCode.FailedPrecondition, "AWARD_NOT_ACCEPTED", "AWARD_NOT_PAYABLE");
    public static readonly Reason AwardDeclined = new(StatusCode.FailedPrecondition, "AWARD_DECLINED", "AWARD_NOT_PAYABLE");
    public static readonly Reason PaymentNotApproved = new(StatusCode.FailedPrecondition, "PAYMENT_NOT_APPROVED", "PAYMENT_STATE");
    public static readonly Reason PaymentApproved = new(StatusCode.FailedPrecondition, "PAYMENT_APPROVED", "PAYMENT_STATE");
    public static readonly Reason PaymentConfirmed = new(StatusCode.FailedPrecondition, "PAYMENT_CONFIRMED", "PAYMENT_STATE");
    public static readonly Reason PaymentCancelled = new(StatusCode.FailedPrecondition, "PAYMENT_CANCELLED", "PAYMENT_STATE");
    public static readonly Reason ReleaseDeclined = new(StatusCode.FailedPrecondition, "RELEASE_DECLINED", "RELEASE_DECIDED");
    public static readonly Reason ClawbackDeclined = new(StatusCode.FailedPrecondition, "CLAWBACK_DECLINED", "CLAWBACK_DECIDED");
    public static readonly Reason ReleaseAreas = new(StatusCode.InvalidArgument, "RELEASE_AREAS");
    public static readonly Reason AreaTwice = new(StatusCode.InvalidArgument, "AREA_TWICE");
    public static readonly Reason NotEnoughUnpromised = new(StatusCode.FailedPrecondition, "NOT_ENOUGH_UNPROMISED", "NOT_ENOUGH_MONEY");
    public static readonly Reason NotYoursToSee = new(StatusCode.PermissionDenied, "NOT_YOURS_TO_SEE", "NOT_YOUR_AWARD");
    public static readonly Reason ChannelMissing = new(StatusCode.InvalidArgument, "CHANNEL_MISSING");
    public static readonly Reason FeeTooHigh = new(StatusCode.InvalidArgument, "FEE_TOO_HIGH");
    public static readonly Reason HostLinkEnded = new(StatusCode.PermissionDenied, "HOST_LINK_ENDED", "NOT_YOUR_AWARD");
    public static readonly Reason NotItsOwnHost = new(StatusCode.PermissionDenied, "NOT_ITS_OWN_HOST", "SECOND_PERSON_NEEDED");
    public static readonly Reason HostingConfirmed = new(StatusCode.FailedPrecondition, "HOSTING_CONFIRMED", "AWARD_ANSWERED");
    public static readonly Reason HolderMissing = new(StatusCode.InvalidArgument, "HOLDER_MISSING");
    public static readonly Reason NameOfPerson = new(StatusCode.InvalidArgument, "NAME_OF_PERSON");
    public static readonly Reason NumbersOfHost = new(StatusCode.InvalidArgument, "NUMBERS_OF_HOST");
    public static readonly Reason PaymentHoldsPayee = new(StatusCode.AlreadyExists, "PAYMENT_HOLDS_PAYEE", "PAYMENT_ON_ITS_WAY");
    public static readonly Reason CharityNumberWrong = new(StatusCode.InvalidArgument, "CHARITY_NUMBER_WRONG");
    public static readonly Reason CompanyNumberWrong = new(StatusCode.InvalidArgument, "COMPANY_NUMBER_WRONG");
    public static readonly Reason PartsWrong = new(StatusCode.InvalidArgument, "PARTS_WRONG");
    public static readonly Reason DayMissing = new(StatusCode.InvalidArgument, "DAY_MISSING");
    public static readonly Reason PartsOutOfOrder = new(StatusCode.InvalidArgument, "PARTS_OUT_OF_ORDER");
    public static readonly Reason PartsStand = new(StatusCode.AlreadyExists, "PARTS_STAND", "PAYMENT_ON_ITS_WAY");
    public static readonly Reason OtherCurrency = new(StatusCode.InvalidArgument, "OTHER_CURRENCY");
    public static readonly Reason PartsDoNotAddUp = new(StatusCode.InvalidArgument, "PARTS_DO_NOT_ADD_UP");
    public static readonly Reason CheckMissing = new(StatusCode.InvalidArgument, "CHECK_MISSING");
    public static readonly Reason SecondLookNeeded = new(StatusCode.PermissionDenied, "SECOND_LOOK_NEEDED", "SECOND_PERSON_NEEDED");
    public static readonly Reason PayeeStands = new(StatusCode.FailedPrecondition, "PAYEE_STANDS", "AWARD_NOT_PAYABLE");
    public static readonly Reason AwardNotAcceptedByYou = new(
        StatusCode.FailedPrecondition, "AWARD_NOT_ACCEPTED_BY_YOU", "AWARD_NOT_PAYABLE");
    public static readonly Reason NothingToPay = new(StatusCode.FailedPrecondition, "NOTHING_TO_PAY", "AWARD_NOT_PAYABLE");
    public static readonly Reason NameNotForBanks = new(StatusCode.InvalidArgument, "NAME_NOT_FOR_BANKS");
    public static readonly Reason SortCodeWrong = new(StatusCode.InvalidArgument, "SORT_CODE_WRONG");
    public static readonly Reason AccountNumberWrong = new(StatusCode.InvalidArgument, "ACCOUNT_NUMBER_WRONG");
    public static readonly Reason HostGivesDetails = new(StatusCode.PermissionDenied, "HOST_GIVES_DETAILS", "NOT_YOUR_AWARD");
    public static readonly Reason NotTheHolder = new(StatusCode.PermissionDenied, "NOT_THE_HOLDER", "NOT_YOUR_AWARD");
    public static readonly Reason HolderFirst = new(StatusCode.FailedPrecondition, "HOLDER_FIRST", "PAYEE_NOT_READY");
    public static readonly Reason EvidenceMissing = new(StatusCode.InvalidArgument, "EVIDENCE_MISSING");
    public static readonly Reason GroupsWrong = new(StatusCode.InvalidArgument, "GROUPS_WRONG");
    public static readonly Reason MoneyHasLeft = new(StatusCode.FailedPrecondition, "MONEY_HAS_LEFT", "NOT_ENOUGH_MONEY");
    public static readonly Reason AlreadyCorrected = new(StatusCode.FailedPrecondition, "ALREADY_CORRECTED", "NOT_CORRECTABLE");
    public static readonly Reason YouDeclined = new(StatusCode.FailedPrecondition, "YOU_DECLINED", "AWARD_ANSWERED");
    public static readonly Reason OfferTakenBack = new(StatusCode.FailedPrecondition, "OFFER_TAKEN_BACK", "AWARD_ANSWERED");
    public static readonly Reason OfferExpired = new(StatusCode.FailedPrecondition, "OFFER_EXPIRED", "AWARD_ANSWERED");
    public static readonly Reason PaymentHoldsAward = new(StatusCode.AlreadyExists, "PAYMENT_HOLDS_AWARD", "PAYMENT_ON_ITS_WAY");
    public static readonly Reason AwardPaid = new(StatusCode.FailedPrecondition, "AWARD_PAID", "AWARD_STATE");
    public static readonly Reason RoundOfOtherCurrency = new(StatusCode.FailedPrecondition, "ROUND_OF_OTHER_CURRENCY", "NOT_OF_THIS_ROUND");
    public static readonly Reason MonthWrong = new(StatusCode.InvalidArgument, "MONTH_WRONG");
    public static readonly Reason PartWordsMissing = new(StatusCode.InvalidArgument, "PART_WORDS_MISSING");
    public static readonly Reason RoundWithoutResult = new(StatusCode.FailedPrecondition, "ROUND_WITHOUT_RESULT", "ROUND_UNDER_WAY");
    public static readonly Reason NextRoundMissing = new(StatusCode.InvalidArgument, "NEXT_ROUND_MISSING");
    public static readonly Reason NoNextRound = new(StatusCode.InvalidArgument, "NO_NEXT_ROUND");
    public static readonly Reason SameRound = new(StatusCode.InvalidArgument, "SAME_ROUND");
    public static readonly Reason MoreThanPaid = new(StatusCode.FailedPrecondition, "MORE_THAN_PAID", "NOT_ENOUGH_MONEY");

    /// <summary>The award is a group's, and the caller may not say yes to money for it.</summary>
    public static readonly Reason SignersOnly = new(StatusCode.PermissionDenied, "SIGNERS_ONLY", "NOT_YOUR_AWARD");

    /// <summary>Whoever gave a group's bank details does not confirm them.</summary>
    public static readonly Reason OtherSignerNeeded = new(StatusCode.PermissionDenied, "OTHER_SIGNER_NEEDED", "SECOND_PERSON_NEEDED");

    /// <summary>Nobody else of the group has confirmed its bank details.</summary>
    public static readonly Reason SecondSignerMissing = new(StatusCode.FailedPrecondition, "SECOND_SIGNER_MISSING", "PAYEE_NOT_READY");

    /// <summary>It is a group's already.</summary>
    public static readonly Reason AwardOfGroup = new(StatusCode.FailedPrecondition, "AWARD_OF_GROUP");

    /// <summary>It was offered to a group that has not answered.</summary>
    public static readonly Reason MoveWaits = new(StatusCode.FailedPrecondition, "MOVE_WAITS");

    /// <summary>The group is closed or unknown, or nobody but the holder may say yes to money for it.</summary>
    public static readonly Reason MoveNeedsSigner = new(StatusCode.FailedPrecondition, "MOVE_NEEDS_SIGNER");

    /// <summary>Whoever offered it does not say yes to it as well.</summary>
    public static readonly Reason MoveNeedsOther = new(StatusCode.PermissionDenied, "MOVE_NEEDS_OTHER", "SECOND_PERSON_NEEDED");

    /// <summary>Nothing waits for an answer.</summary>
    public static readonly Reason MoveGone = new(StatusCode.FailedPrecondition, "MOVE_GONE");
}
