using System.Net;
using System.Net.Sockets;

namespace Participatory.Tests.Harness;

/// <summary>
/// Ports for the servers of tests. They are not among those that the system gives to whoever calls out: who is killed finds
/// its port free again. They are claimed for as long as this process lives, so that tests that run side by side, also in
/// other processes, do not get the same one before they listen on it.
/// </summary>
public static class Ports
{
    private const int From = 10_000;
    private const int To = 32_768;

    // A file that is open here and for nobody else; the system closes it with the process, however that ends.
    private static readonly List<FileStream> Claims = [];

    /// <summary>One that nobody listens on.</summary>
    public static int Free() => FreeInARow(1);

    /// <summary>The first of so many, one after the other, that nobody listens on.</summary>
    public static int FreeInARow(int count)
    {
        for (var tries = 0; tries < 1_000; tries++)
        {
            var first = Random.Shared.Next(From, To - count);
            if (Enumerable.Range(first, count).All(port => Claim(port) && IsFree(port)))
            {
                return first;
            }
        }

        throw new InvalidOperationException($"There are no {count} free ports in a row.");
    }

    private static bool Claim(int port)
    {
        try
        {
            var claim = new FileStream(
                Path.Combine(Path.GetTempPath(), $"participatory-port-{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                    FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            lock (Claims)
            {
                Claims.Add(claim);
            }

            return true;
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether nobody listens on it.</summary>
    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
