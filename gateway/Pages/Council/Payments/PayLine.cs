using Participatory.Gateway.Pages.Shared;
using Participatory.Grants.V1;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Payments;

/// <summary>A grant or its payment in a list: what it is, where, to whom, and how far it is.</summary>
/// <param name="Id">What a tick of it sends; null where it cannot be ticked.</param>
/// <param name="Where">Area and group.</param>
/// <param name="Far">Who did what, and when.</param>
/// <param name="Waits">What has to be done first, and where; null where nothing has.</param>
/// <param name="SameAccount">Other grants that go to the account, which somebody else gave.</param>
/// <param name="IsBought">The council buys what is needed, so that no bank file has it.</param>
public sealed record PayLine(
    string? Id, string Title, string Address, Money Amount, string Where, string Far, (string Words, string Address)? Waits,
    IReadOnlyList<SameAccount> SameAccount, bool IsBought = false)
{
    /// <summary>A grant for which no payment is under way.</summary>
    public static PayLine Of(Payee payee, bool mayTick, Say say)
    {
        var missing = payee.Step switch
        {
            PayeeStep.ChooseHolder => Words.Payees.WaitHolder,
            PayeeStep.ConfirmHosting => say.Fill(Words.Payees.WaitHost, payee.HostName),
            PayeeStep.GiveBankDetails => Words.Payees.WaitBank,
            PayeeStep.Agree => Words.GroupWork.WaitSecond,
            _ => null,
        };
        return new PayLine(
            mayTick && missing is null ? payee.AwardId : null, payee.Title, CouncilLinks.Payee(payee.AwardId), payee.Amount,
            Place(payee.AreaName, payee.AreaCode, payee.Holder, payee.GroupName, payee.HostName, say),
            payee.StopReason.Length > 0 ? say.Fill(Words.Payments.StoppedBecause, payee.StopReason)
                : say.Fill(Words.Payments.AcceptedOn, say.Date(payee.AcceptTime)),
            missing is null ? null : (missing, CouncilLinks.Payee(payee.AwardId)),
            payee.SameAccount);
    }

    /// <param name="step">What its payee needs next.</param>
    public static PayLine Of(Payment payment, PayeeStep step, bool mayTick, Say say)
    {
        var undecided = payment.State == PaymentState.Instructed;
        var missing = !undecided ? null : step switch
        {
            PayeeStep.Unspecified or PayeeStep.Ready => null,
            PayeeStep.ConfirmChange => Words.Payments.WaitsForChange,
            PayeeStep.Correct => Words.Payments.WaitsForGroup,
            PayeeStep.Agree => Words.GroupWork.WaitSecond,
            _ => Words.Payments.WaitsForCheck,
        };
        return new PayLine(
            mayTick && undecided && missing is null && !payment.Mine ? payment.PaymentId : null, payment.Title,
            CouncilLinks.Payment(payment.PaymentId), payment.Amount,
            Place(payment.AreaName, payment.AreaCode, payment.Holder, payment.GroupName, payment.HostName, say),
            HowFar(payment, say),
            missing is null ? null : (missing, CouncilLinks.Payee(payment.AwardId)),
            payment.SameAccount, payment.Holder == Holder.CouncilBuys);
    }

    private static string HowFar(Payment payment, Say say) => payment.State switch
    {
        PaymentState.Confirmed => say.Fill(Words.Payments.PaidOn, say.Date(payment.ConfirmTime)),
        PaymentState.Approved => say.Fill(Words.Payments.ApprovedBy, payment.ApprovedBy, say.Date(payment.ApproveTime)),
        _ when payment.Mine => Words.Payments.YoursCannot,
        _ => say.Fill(Words.Payments.InstructedBy, payment.InstructedBy, say.Date(payment.InstructTime)),
    };

    private static string Place(string areaName, string areaCode, Holder holder, string group, string host, Say say)
    {
        var area = areaName.Length > 0 ? areaName : areaCode;
        return holder == Holder.Unspecified ? area
            : say.Fill(Words.Payments.AreaAndGroup, area, PayeeWords.HolderOf(holder, group, host, say, Words.Payees.HolderPersonCouncil));
    }
}

/// <summary>A list of them, with what its form is called.</summary>
/// <param name="Name">Of the form's handler, and of the place in the page.</param>
/// <param name="Ticks">Whether this person may do anything to them.</param>
/// <param name="AllTicked">Whether every box begins ticked.</param>
/// <param name="Button">What is done to those that are ticked.</param>
public sealed record PayList(string Name, IReadOnlyList<PayLine> Lines, bool Ticks = false, bool AllTicked = false, string Button = "")
{
    public int Tickable => Lines.Count(line => line.Id is not null);

    /// <summary>How many, and how much; and what of it the council buys, which is in no payment run. Empty without a line.</summary>
    public string Sum(Say say)
    {
        var bought = Lines.Where(line => line.IsBought).ToList();
        return Lines.Count == 0 ? "" : say.Count(Words.Payments.Sum, Lines.Count, Total(Lines))
            + (bought.Count == 0 || bought.Count == Lines.Count ? ""
                : " " + say.Count(Words.Payments.BoughtByCouncil, bought.Count, Total(bought)));

        string Total(IEnumerable<PayLine> lines) => string.Join(" + ", lines.GroupBy(line => line.Amount.Currency)
            .Select(of => say.Money(of.Sum(line => line.Amount.AmountMinor), of.Key)));
    }
}
