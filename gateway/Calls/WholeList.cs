using Grpc.Core;

namespace Participatory.Gateway.Calls;

/// <summary>Lists that a page needs whole, in however many pages they come.</summary>
internal static class WholeList
{
    /// <summary>No list that a page shows whole is nearly as long.</summary>
    public const int MostPages = 100;

    /// <param name="load">Asks for the page of a token; that of the first one is empty.</param>
    /// <param name="read">What stands on a page, and the token of the next one.</param>
    /// <exception cref="InvalidOperationException">It has more pages than <see cref="MostPages"/>.</exception>
    public static async Task<IReadOnlyList<TItem>> Load<TAnswer, TItem>(
        Func<string, AsyncUnaryCall<TAnswer>> load, Func<TAnswer, (IEnumerable<TItem> Items, string Next)> read)
    {
        List<TItem> all = [];
        var token = "";
        for (var page = 0; page < MostPages; page++)
        {
            var (items, next) = read(await load(token));
            all.AddRange(items);
            if (next.Length == 0)
            {
                return all;
            }

            token = next;
        }

        throw new InvalidOperationException($"A list has more than {MostPages} pages.");
    }
}
