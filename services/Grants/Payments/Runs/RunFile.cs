using Participatory.Grants.Payees;

namespace Participatory.Grants.Payments.Runs;

/// <summary>A payment run as the files for the bank need it: everything in it is in clear.</summary>
/// <param name="RunId">At most 35 characters; the message id.</param>
/// <param name="Serial">Six digits; the serial number of a Bacs file.</param>
/// <param name="MadeOn">The day of <see cref="MadeAt"/> where the council is.</param>
/// <param name="ProcessOn">The bank day before the one on which payees are credited: then Bacs works on it.</param>
internal sealed record RunFile(
    string RunId, string Serial, DateTimeOffset MadeAt, DateOnly MadeOn, DateOnly PayOn, DateOnly ProcessOn, Payer Payer,
    IReadOnlyList<Credit> Credits)
{
    public long TotalMinor => Credits.Sum(credit => credit.AmountMinor);
}

/// <summary>Money for one payee.</summary>
/// <param name="Reference">On both statements, at most 18 characters.</param>
/// <param name="What">For a person: the title of the award.</param>
internal sealed record Credit(string Reference, long AmountMinor, BankAccount Payee, string What);

/// <summary>The council's own account, from which runs are paid.</summary>
/// <param name="ServiceUserNumber">Six digits, given by Bacs; empty where the council does not send Standard 18.</param>
internal sealed record Payer(string Name, string SortCode, string AccountNumber, string ServiceUserNumber)
{
    /// <summary>
    /// From the settings <c>Payer:Name</c>, <c>:SortCode</c>, <c>:AccountNumber</c> and <c>:ServiceUserNumber</c>; null where the council
    /// has not said.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting cannot be; the message names it and says why.</exception>
    public static Payer? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Payer");
        if (section["Name"] is not { Length: > 0 } name)
        {
            return null;
        }

        return new Payer(
            name,
            BankText.SortCode(section["SortCode"] ?? "")
                ?? throw new InvalidOperationException("Payer:SortCode has to be six digits, such as 20-00-00."),
            BankText.AccountNumber(section["AccountNumber"] ?? "")
                ?? throw new InvalidOperationException("Payer:AccountNumber has to be eight digits."),
            BankText.ServiceUserNumber(section["ServiceUserNumber"] ?? "")
                ?? throw new InvalidOperationException("Payer:ServiceUserNumber has to be the six digits that Bacs gave you."));
    }
}
