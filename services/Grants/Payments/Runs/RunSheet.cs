using System.Globalization;
using Participatory.Platform.Tables;

namespace Participatory.Grants.Payments.Runs;

/// <summary>A payment run for a person who types it into the bank's own pages, or who checks what the bank read.</summary>
internal static class RunSheet
{
    public static byte[] Write(RunFile run)
    {
        using var bytes = new MemoryStream();
        using (var csv = Csv.Write(bytes))
        {
            csv.Cells("Account name", "Sort code", "Account number", "Amount", "Reference", "Pay on", "What for").EndRecord();
            foreach (var credit in run.Credits)
            {
                csv.Cells(
                    credit.Payee.Name,
                    credit.Payee.SortCode,
                    credit.Payee.AccountNumber,
                    (credit.AmountMinor / 100m).ToString("0.00", CultureInfo.InvariantCulture),
                    credit.Reference,
                    run.PayOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    credit.What).EndRecord();
            }
        }

        return bytes.ToArray();
    }
}
