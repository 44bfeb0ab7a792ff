using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Participatory.Grants.V1;
using Participatory.Platform.Identity;

namespace Participatory.Grants.Payees;

/// <summary>
/// Seals bank details before they go into the database and opens them again. Its keys are files outside the database:
/// whoever has the one without the other can read nothing. Without the files no payment run can be made of the details
/// that are there; keep a copy of the folder.
/// </summary>
internal sealed class BankVault
{
    private const int KeyBytes = 32;
    private const int CodeBytes = 15;

    private readonly IDataProtector protector;
    private readonly byte[] key;

    /// <param name="folder">Where <c>payee-marks.key</c> lies, or is made, readable by its owner only.</param>
    public BankVault(IDataProtectionProvider protection, string folder)
    {
        protector = protection.CreateProtector("bank details", "1");
        var path = Path.Combine(folder, "payee-marks.key");
        KeyFile.WriteOnce(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)), secret: true);
        key = new byte[KeyBytes];
        if (!Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) || length != KeyBytes)
        {
            throw new InvalidOperationException(
                $"The file {path} does not hold a key of {KeyBytes} bytes in base 64. Please put back the copy that was kept.");
        }
    }

    public byte[] Seal(BankAccount account) => protector.Protect(JsonSerializer.SerializeToUtf8Bytes(account));

    public BankAccount Open(byte[] sealedAccount) => JsonSerializer.Deserialize<BankAccount>(protector.Unprotect(sealedAccount))!;

    /// <summary>
    /// The request as it may be remembered: with marks in place of the details, which are the same for the same details
    /// and tell nothing without the key.
    /// </summary>
    public GiveBankDetailsRequest Marked(GiveBankDetailsRequest request)
    {
        var marked = request.Clone();
        marked.AccountName = Mark("name", request.AccountName);
        marked.SortCode = Mark("sort code", request.SortCode);
        marked.AccountNumber = Mark("account", request.AccountNumber);
        return marked;
    }

    /// <summary>The same for the same sort code and account number, whatever the name on it; it tells nothing without the key.</summary>
    public string AccountMark(BankAccount account) =>
        Convert.ToHexStringLower(Keyed("whole account", account.SortCode, account.AccountNumber));

    /// <summary>The secret part of the link for a host: made anew whenever the group chooses anew.</summary>
    public string HostCode(string awardId, DateTimeOffset chosenAt) =>
        Convert.ToHexStringLower(
            Keyed("host", awardId, chosenAt.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)).AsSpan(0, CodeBytes));

    /// <summary>Whether somebody was given the code.</summary>
    public bool IsHostCode(string code, string awardId, DateTimeOffset chosenAt) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(HostCode(awardId, chosenAt)));

    private string Mark(string what, string text) => Convert.ToHexStringLower(Keyed(what, text));

    private byte[] Keyed(params string[] parts) => HMACSHA256.HashData(key, JsonSerializer.SerializeToUtf8Bytes(parts));
}

/// <summary>Where money goes: a name of at most 70 characters, six digits and eight digits.</summary>
internal sealed record BankAccount(string Name, string SortCode, string AccountNumber);
