//go:build unix

package rehearse

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock holds a file until release is called or the process ends, however it ends.
func lock(file string) (release func() error, err error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("rehearse: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("rehearse: %s is held by another run: wait until it ends, or give another folder", file), f.Close())
	}
	return func() error { return errors.Join(os.Remove(file), f.Close()) }, nil
}
