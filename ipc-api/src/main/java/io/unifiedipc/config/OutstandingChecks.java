package io.unifiedipc.config;

/** Whether what a channel says of its permits goes together, and with what the service has. */
final class OutstandingChecks {
    private final Values service;
    private final Problems problems;

    OutstandingChecks(Values service, Problems problems) {
        this.service = service;
        this.problems = problems;
    }

    void check(Draft.Channel channel) {
        Values own = channel.own();
        String path = Grammar.CHANNELS + "." + channel.name() + ".";
        int inAll = service.config().get(ServiceOptions.MAX_OUTSTANDING);
        int most = own.config().get(ChannelOptions.MAX_OUTSTANDING);
        if (own.has(ChannelOptions.MAX_OUTSTANDING) && !service.isBad(ServiceOptions.MAX_OUTSTANDING) && most > inAll) {
            problems.add(
                    own.at(ChannelOptions.MAX_OUTSTANDING),
                    path + "max-outstanding: " + most + " is more than all channels have together, which is " + inAll
                            + ": raise ipc.max-outstanding, or lower this one");
        }
        if (own.has(ChannelOptions.MAX_WAITING)
                && !own.isBad(ChannelOptions.WHEN_FULL)
                && own.config().get(ChannelOptions.WHEN_FULL) == ChannelOptions.WhenFull.REJECT) {
            problems.add(
                    own.at(ChannelOptions.MAX_WAITING),
                    path + "max-waiting: nothing waits where when-full is reject: say when-full: wait, or take it out");
        }
    }
}
