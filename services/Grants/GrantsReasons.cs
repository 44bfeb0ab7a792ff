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

    /// <summary>The payment is in a state in which this cannot be done.</summary>
    public static readonly Reason PaymentState = new(StatusCode.FailedPrecondition, "PAYMENT_STATE");

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
}
