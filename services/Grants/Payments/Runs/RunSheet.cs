using System.Globalization;
using System.Text;
using Participatory.Grants.OpenData;

namespace Participatory.Grants.Payments.Runs;

/// <summary>A payment run for a person who types it into the bank's own pages, or who checks what the bank read.</summary>
internal static class RunSheet
{
    public static byte[] Write(RunFile run)
    {
        var lines = run.Credits.Select(credit => Csv.Line(
        [
            credit.Payee.Name, credit.Payee.SortCode, credit.Payee.AccountNumber, (credit.AmountMinor / 100m).ToString("0.00", CultureInfo.InvariantCulture),
            credit.Reference, run.PayOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), credit.What,
        ]));
        var header = Csv.Line(["Account name", "Sort code", "Account number", "Amount", "Reference", "Pay on", "What for"]);
        return Encoding.UTF8.GetBytes(header + string.Concat(lines));
    }
}
