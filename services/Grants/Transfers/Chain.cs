using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Participatory.Grants.Closes;

namespace Participatory.Grants.Transfers;

/// <summary>
/// The hashes that residents recompute. Every hash is SHA-256 over texts, each preceded by its length in UTF-8 bytes as 32
/// bits, the most significant first, so that no two lists of texts look alike; README.md has the lists.
/// </summary>
internal static class Chain
{
    /// <summary>Before the first transfer of a book, and before the first close.</summary>
    public static readonly string Start = new('0', 64);

    /// <summary>The head of a book after one more transfer.</summary>
    public static string After(string head, TransferRow transfer) => Hash(
    [
        "participatory-transfer-1",
        head,
        transfer.TransferId,
        transfer.DebitAccount,
        transfer.CreditAccount,
        Number(transfer.AmountMinor),
        transfer.Currency,
        transfer.Code,
        transfer.PublicReference,
        transfer.BudgetCode,
        transfer.RoundId ?? "",
        Time(transfer.TransferredAt),
        transfer.Corrects ?? "",
        transfer.Resolves ?? "",
    ]);

    /// <summary>The hash of a close; books and totals in the order of their bytes.</summary>
    public static string OfClose(
        string date, string previous, int differences, IEnumerable<BookRow> books, IEnumerable<TotalRow> totals) => Hash(
    [
        "participatory-close-1",
        date,
        previous,
        Number(differences),
        .. books.SelectMany(book => new[] { "book", book.Book, Number(book.Transfers), book.Head }),
        .. totals.SelectMany(total => new[] { "total", total.Currency, total.Kind, Number(total.Debits), Number(total.Credits) }),
    ]);

    /// <summary>The hash of what no close covers yet; books in the order of their bytes.</summary>
    public static string OfOpenDay(IEnumerable<BookRow> books) => Hash(
        ["participatory-open-1", .. books.SelectMany(book => new[] { "book", book.Book, Number(book.Transfers), book.Head })]);

    /// <summary>An instant as it stands in the file: UTC, to the microsecond.</summary>
    public static string Time(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hash(IEnumerable<string> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var field in fields)
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
