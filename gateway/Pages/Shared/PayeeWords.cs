using System.Globalization;
using Participatory.Words;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>How it is said who holds the money of a grant, and what has to happen next.</summary>
public static class PayeeWords
{
    /// <summary>Who holds it, as the council reads it.</summary>
    public static string HolderOf(Payee payee, Say say, string person) =>
        HolderOf(payee.Holder, payee.GroupName, payee.HostName, say, person);

    /// <inheritdoc cref="HolderOf(Payee, Say, string)"/>
    public static string HolderOf(Holder holder, string group, string host, Say say, string person) => holder switch
    {
        Holder.Group => say.Fill(Words.Payees.HolderGroup, group),
        Holder.Host => say.Fill(Words.Payees.HolderHost, group, host),
        Holder.Person => person,
        Holder.CouncilBuys => Words.Payees.HolderBuys,
        _ => Words.Payees.WaitHolder,
    };

    /// <summary>What happens next, as the group reads it.</summary>
    public static string NextFor(Payee payee, Say say) => payee.Step switch
    {
        PayeeStep.ChooseHolder => Words.Payees.StepChooseHolder,
        PayeeStep.ConfirmHosting => say.Fill(Words.Payees.StepConfirmHosting, payee.HostName),
        PayeeStep.GiveBankDetails => payee.Holder == Holder.Host && !payee.HostedByMe
            ? say.Fill(Words.Payees.StepHostBankDetails, payee.HostName)
            : Words.Payees.StepGiveBankDetails,
        PayeeStep.Agree when payee is { Mine: true, GivenByMe: false } => Words.GroupWork.StepSecondYours,
        PayeeStep.Agree => payee is { Mine: true, Signers: < 2 } ? Words.GroupWork.StepSecondAlone : Words.GroupWork.StepSecond,
        PayeeStep.ConfirmChange => Words.Payees.StepConfirmChange,
        PayeeStep.Check => Words.Payees.StepCheck,
        PayeeStep.Correct => Words.Payees.StepCorrect,
        _ => Words.Payees.StepReady,
    };

    /// <summary>What the host keeps, in money and in percent.</summary>
    public static string FeeOf(Payee payee, Say say) => payee.HostFeeBasisPoints == 0
        ? Words.Payees.HostFeeNone
        : say.Fill(Words.Payees.HostFeeText, say.Money(payee.HostFee), (payee.HostFeeBasisPoints / 100m)
            .ToString("0.##", CultureInfo.CurrentCulture));

    /// <summary>How somebody talked to the group, other than by this page.</summary>
    public static string ChannelName(Channel channel) => channel switch
    {
        Channel.Phone => Words.Payees.ChannelPhone,
        Channel.InPerson => Words.Payees.ChannelInPerson,
        _ => Words.Payees.ChannelLetter,
    };

    public static string CheckName(PayeeCheckResult result) => result switch
    {
        PayeeCheckResult.Match => Words.Payees.CheckMatch,
        PayeeCheckResult.CloseMatch => Words.Payees.CheckCloseMatch,
        PayeeCheckResult.NoMatch => Words.Payees.CheckNoMatch,
        _ => Words.Payees.CheckUnavailable,
    };
}
